//! The language server, driven as an editor drives it.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use advert_lint::lsp;
use lsp_server::{Connection, Message, Notification, Request, Response};
use serde_json::{Value, json};

/// An editor.
struct Editor {
    connection: Connection,
    server: Option<std::thread::JoinHandle<()>>,
    next: i32,
}

impl Editor {
    fn new(capabilities: &Value, folder: Option<&std::path::Path>) -> Self {
        let (connection, other) = Connection::memory();
        let server = std::thread::spawn(move || lsp::run(&other).unwrap());
        let mut editor = Self { connection, server: Some(server), next: 0 };
        let folders = folder.map(|folder| json!([{ "uri": address(folder), "name": "adverts" }]));
        let hello = json!({ "capabilities": capabilities, "workspaceFolders": folders, "locale": "en" });
        editor.ask("initialize", hello);
        editor.tell("initialized", json!({}));
        editor
    }

    fn tell(&self, method: &str, params: Value) {
        self.connection.sender.send(Notification::new(method.to_owned(), params).into()).unwrap();
    }

    fn hear(&self) -> Message {
        self.connection.receiver.recv_timeout(Duration::from_secs(60)).expect("the server says something")
    }

    fn answer(&mut self, method: &str, params: Value) -> Response {
        self.next += 1;
        let request = Request::new(self.next.into(), method.to_owned(), params);
        self.connection.sender.send(request.into()).unwrap();
        loop {
            if let Message::Response(response) = self.hear() {
                return response;
            }
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let response = serde_json::to_value(self.answer(method, params)).unwrap();
        assert!(response.get("error").is_none(), "{response}");
        response["result"].clone()
    }

    fn open(&self, uri: &str, language: &str, text: &str) -> Vec<Value> {
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": item }));
        self.diagnostics(uri)
    }

    fn change(&self, uri: &str, version: i32, changes: &Value) {
        let id = json!({ "uri": uri, "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": id, "contentChanges": changes }));
    }

    /// The next diagnostics of a file.
    fn diagnostics(&self, uri: &str) -> Vec<Value> {
        loop {
            if let Message::Notification(note) = self.hear()
                && note.method == "textDocument/publishDiagnostics"
                && note.params["uri"] == uri
            {
                return note.params["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    fn logged(&self) -> String {
        loop {
            if let Message::Notification(note) = self.hear()
                && note.method == "window/logMessage"
            {
                return note.params["message"].as_str().unwrap().to_owned();
            }
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.ask("shutdown", Value::Null);
            self.tell("exit", Value::Null);
            self.server.take().unwrap().join().unwrap();
        }
    }
}

fn address(path: &std::path::Path) -> String {
    url::Url::from_file_path(path).unwrap().to_string()
}

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().filter_map(|it| it["code"].as_str()).collect()
}

const ADVERT: &str = "# Köchin oder Koch (m/w/d)\n\nFür 🍲 sucht unser junges Team Verstärkung.\n";
const URI: &str = "file:///adverts/koch.md";

#[test]
fn diagnostics_follow_the_typing() {
    let editor = Editor::new(&json!({}), None);
    let told = editor.open(URI, "markdown", ADVERT);
    let young = told.iter().find(|it| it["code"] == "de/age/young-team").expect("the young team is reported");
    // the emoji counts two, as UTF-16 has it
    assert_eq!(young["range"]["start"], json!({ "line": 2, "character": 19 }));

    let word = json!({ "start": { "line": 2, "character": 19 }, "end": { "line": 2, "character": 26 } });
    editor.change(URI, 2, &json!([{ "range": word, "text": "neues " }]));
    assert!(!codes(&editor.diagnostics(URI)).contains(&"de/age/young-team"));

    // the same version again, and a range outside of the text: nothing is lost
    let end = json!({ "start": { "line": 90, "character": 0 }, "end": { "line": 99, "character": 0 } });
    editor.change(URI, 2, &json!([{ "range": end, "text": "\nWir sind ein junges Team.\n" }]));
    assert!(codes(&editor.diagnostics(URI)).contains(&"de/age/young-team"));
}

#[test]
fn positions_are_bytes_for_editors_that_count_bytes() {
    let editor = Editor::new(&json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } }), None);
    let told = editor.open(URI, "markdown", ADVERT);
    let young = told.iter().find(|it| it["code"] == "de/age/young-team").unwrap();
    let line = ADVERT.lines().nth(2).unwrap();
    assert_eq!(young["range"]["start"]["character"], line.find("junges").unwrap());
}

#[test]
fn actions_mend_and_allow() {
    let mut editor = Editor::new(&json!({}), None);
    let text = "# Koch (m/w)\n\nUnser junges Team kocht.\n";
    let told = editor.open(URI, "markdown", text);
    let ask = |editor: &mut Editor, code: &str| {
        let found = told.iter().find(|it| it["code"] == code).unwrap_or_else(|| panic!("{code} is not in {told:?}"));
        let params = json!({
            "textDocument": { "uri": URI }, "range": found["range"], "context": { "diagnostics": [found] }
        });
        editor.ask("textDocument/codeAction", params).as_array().unwrap().clone()
    };
    let actions = ask(&mut editor, "de/title/two-genders");
    assert!(actions.iter().any(|it| it["title"] == "Write “(m/w/d)”" && it["isPreferred"] == true), "{actions:?}");
    let all = actions.iter().find(|it| it["kind"] == "source.fixAll.lint").unwrap();
    assert_eq!(all["edit"]["changes"][URI][0]["newText"], "# Koch (m/w/d)\n");

    let actions = ask(&mut editor, "de/age/young-team");
    let allow = actions.iter().find(|it| it["title"].as_str().unwrap().starts_with("Allow here")).unwrap();
    let edit = &allow["edit"]["changes"][URI][0];
    assert_eq!(edit["newText"], "<!-- lint: allow(de/age/young-team) -->");
    editor.change(URI, 2, &json!([{ "range": edit["range"], "text": edit["newText"] }]));
    let told = editor.diagnostics(URI);
    assert!(!codes(&told).contains(&"de/age/young-team"));
    assert!(codes(&told).contains(&"allow/no-reason"), "the person is asked for the reason");
}

#[test]
fn hover_explains_and_names_sources() {
    let mut editor = Editor::new(&json!({}), None);
    editor.open(URI, "markdown", ADVERT);
    let place = |line: u32, character: u32| json!({ "textDocument": { "uri": URI }, "position": { "line": line, "character": character } });
    let hover = editor.ask("textDocument/hover", place(2, 22));
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("de/age/young-team") && text.contains("8 AZR 406/14"), "{text}");
    assert_eq!(editor.ask("textDocument/hover", place(2, 0)), Value::Null);
}

#[test]
fn names_of_rules_are_completed() {
    let mut editor = Editor::new(&json!({}), None);
    editor.open(URI, "markdown", "Text <!-- lint: allow(de/a");
    let place = json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 26 } });
    let list = editor.ask("textDocument/completion", place);
    let young = list["items"].as_array().unwrap().iter().find(|it| it["label"] == "de/age/young-team").unwrap();
    assert_eq!(young["textEdit"]["range"]["start"]["character"], 22);
}

#[test]
fn configurations_and_rule_files_are_checked_as_they_are_typed() {
    let editor = Editor::new(&json!({}), None);
    let told = editor.open("file:///adverts/lint.toml", "toml", "[rules]\n\"de/age/yung-team\" = \"off\"\n");
    assert_eq!(told[0]["range"]["start"], json!({ "line": 1, "character": 0 }));
    assert!(told[0]["message"].as_str().unwrap().contains("de/age/young-team"), "{told:?}");
    let rules =
        "[set]\nname = \"own/x\"\nlanguage = \"de\"\nabout = \"Ours.\"\n\n[[rule]]\nid = \"x\"\nseverity = \"loud\"\n";
    let told = editor.open("file:///adverts/own.toml", "toml", rules);
    assert_eq!(told[0]["range"]["start"]["line"], 7, "{told:?}");
}

#[test]
fn every_folder_has_its_configuration_and_changes_on_disk_count() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("lint.toml");
    std::fs::write(&config, "[rules]\n\"de/age/young-team\" = \"off\"\n").unwrap();
    let advert = address(&folder.path().join("koch.md"));
    let editor = Editor::new(&json!({}), Some(folder.path()));
    assert!(!codes(&editor.open(&advert, "markdown", ADVERT)).contains(&"de/age/young-team"));

    std::fs::write(&config, "").unwrap();
    let changed = json!({ "changes": [{ "uri": address(&config), "type": 2 }] });
    editor.tell("workspace/didChangeWatchedFiles", changed.clone());
    assert!(codes(&editor.diagnostics(&advert)).contains(&"de/age/young-team"));

    // a configuration that cannot be used: the advert is checked without it, and the editor is told why
    std::fs::write(&config, "[rule]\n").unwrap();
    editor.tell("workspace/didChangeWatchedFiles", changed);
    assert!(codes(&editor.diagnostics(&advert)).contains(&"de/age/young-team"));
    assert!(editor.logged().contains("lint.toml:1:2"));

    // both files are deleted while the advert is open: what the editor holds is still checked
    std::fs::remove_file(&config).unwrap();
    let gone = json!({ "changes": [{ "uri": address(&config), "type": 3 }, { "uri": advert, "type": 3 }] });
    editor.tell("workspace/didChangeWatchedFiles", gone);
    assert!(codes(&editor.diagnostics(&advert)).contains(&"de/age/young-team"));
}

#[test]
fn settings_are_asked_for_by_folder() {
    let folder = tempfile::tempdir().unwrap();
    let advert = address(&folder.path().join("koch.md"));
    let editor = Editor::new(&json!({ "workspace": { "configuration": true } }), Some(folder.path()));
    let Message::Request(asked) = editor.hear() else { panic!("the server asks") };
    assert_eq!(asked.params["items"][1]["scopeUri"], address(folder.path()));
    let answer = json!([null, { "skip": ["de/age"] }]);
    editor.connection.sender.send(Response::new_ok(asked.id, answer).into()).unwrap();
    assert!(!codes(&editor.open(&advert, "markdown", ADVERT)).contains(&"de/age/young-team"));
    assert!(codes(&editor.open(URI, "markdown", ADVERT)).contains(&"de/age/young-team"), "elsewhere nothing changes");
}

#[test]
fn nonsense_gets_an_answer_and_the_server_lives_on() {
    let mut editor = Editor::new(&json!({}), None);
    let error = serde_json::to_value(editor.answer("textDocument/hover", json!({ "position": 1 }))).unwrap();
    assert_eq!(error["error"]["code"], -32602);
    let error = serde_json::to_value(editor.answer("textDocument/rename", json!({}))).unwrap();
    assert_eq!(error["error"]["code"], -32601);
    editor.change("file:///not/open.md", 1, &json!([{ "text": "x" }]));
    assert!(editor.logged().contains("not open"));
    editor.tell("workspace/didChangeConfiguration", json!({ "settings": { "lint": { "jurisdikshun": 1 } } }));
    assert!(editor.logged().contains("jurisdikshun"));
    assert!(!editor.open(URI, "markdown", ADVERT).is_empty());
}

#[test]
fn an_editor_that_breaks_off_is_told_so() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_lint"))
        .args(["lsp", "--stdio"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let hello =
        json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } }).to_string();
    let mut stdin = server.stdin.take().unwrap();
    write!(stdin, "Content-Length: {}\r\n\r\n{hello}Content-Length: 999\r\n\r\n{{\"half", hello.len()).unwrap();
    drop(stdin);
    let ended = server.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ended.stdout).contains("\"positionEncoding\":\"utf-16\""));
    assert!(!ended.stderr.is_empty());
}
