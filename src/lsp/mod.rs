//! `lint lsp`: an editor's messages in; diagnostics, better wordings and explanations out.

mod actions;
mod completion;
mod diagnostics;
mod hover;
mod open;
mod session;
mod text;
mod transport;
mod workspace;

use std::error::Error;

use lsp_server::{Connection, Message};

use session::Session;

/// Serves the editor at standard input and output until it says goodbye.
///
/// # Errors
/// When the editor breaks off without saying goodbye, or its first messages make no sense.
pub fn serve() -> Result<(), Box<dyn Error + Send + Sync>> {
    let (connection, writer) = transport::stdio();
    let served = run(&connection);
    drop(connection);
    // what was said last must reach the editor
    writer.join().map_err(|_| "the writer has failed")??;
    served
}

/// Serves the editor at the other end of a connection.
///
/// # Errors
/// See [`serve`].
pub fn run(connection: &Connection) -> Result<(), Box<dyn Error + Send + Sync>> {
    let (id, params) = connection.initialize_start()?;
    let mut session = Session::new(connection, serde_json::from_value(params)?);
    connection.initialize_finish(id, session.welcome())?;
    session.start();
    loop {
        // keystrokes that wait are read together before the text is checked once
        let message = match connection.receiver.try_recv() {
            Ok(message) => message,
            Err(_) => {
                session.check();
                connection.receiver.recv().map_err(|_| "the editor broke off without saying goodbye")?
            }
        };
        match message {
            Message::Request(request) if connection.handle_shutdown(&request)? => return Ok(()),
            Message::Request(request) => session.answer(request),
            Message::Notification(note) => session.note(note),
            Message::Response(response) => session.hear(response),
        }
    }
}
