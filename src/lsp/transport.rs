//! Messages over standard input and output; one that cannot be read is told and skipped.

use std::io::{self, BufRead, Write};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::{Connection, Message, Notification};
use lsp_types::notification::{LogMessage, Notification as _};
use lsp_types::{LogMessageParams, MessageType};

/// A connection over standard input and output. The thread returned ends when everything has been written.
pub(super) fn stdio() -> (Connection, thread::JoinHandle<io::Result<()>>) {
    let (to_editor, outgoing) = unbounded();
    let (incoming, from_editor) = unbounded();
    let complaints = to_editor.clone();
    // never joined: it may wait for an editor that has stopped talking
    thread::spawn(move || read(&mut io::stdin().lock(), &incoming, &complaints));
    let writer = thread::spawn(move || write(&mut io::stdout().lock(), &outgoing));
    (Connection { sender: to_editor, receiver: from_editor }, writer)
}

/// Reads until the stream ends. The scaffold's own reader gives up at the first message that is no JSON or no UTF-8; by
/// then the message has been taken off the stream, so the next one can be read.
fn read(stream: &mut impl BufRead, messages: &Sender<Message>, complaints: &Sender<Message>) {
    loop {
        match Message::read(stream) {
            Ok(Some(message)) => {
                let is_exit = matches!(&message, Message::Notification(note) if note.method == "exit");
                if messages.send(message).is_err() || is_exit {
                    return;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                if complaints.send(log(MessageType::ERROR, format!("lint: skipped a message: {error}"))).is_err() {
                    return;
                }
            }
            // the editor is gone, perhaps in the middle of a message
            Ok(None) | Err(_) => return,
        }
    }
}

fn write(stream: &mut impl Write, messages: &Receiver<Message>) -> io::Result<()> {
    messages.iter().try_for_each(|message| message.write(stream))
}

/// A line for the editor's log.
pub(super) fn log(kind: MessageType, message: String) -> Message {
    Notification::new(LogMessage::METHOD.to_owned(), LogMessageParams { typ: kind, message }).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_message_does_not_end_the_stream() {
        let frame = |body: &[u8]| [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat();
        let good = br#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#;
        let stream = [frame(b"{"), b"nonsense\r\n".to_vec(), frame(b"\xff\xfe"), frame(good), b"Content-Le".to_vec()];
        let (messages, read_messages) = unbounded();
        let (complaints, read_complaints) = unbounded();
        read(&mut stream.concat().as_slice(), &messages, &complaints);
        drop((messages, complaints));
        assert_eq!(read_messages.iter().count(), 1);
        assert_eq!(read_complaints.iter().count(), 4);
    }
}
