//! One editor: what it can do, what it has open, and the answers to its messages.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{self as notes, Notification as _};
use lsp_types::request::{self as requests, Request as _};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionOrCommand, CodeActionParams, CodeActionProviderCapability,
    CodeActionResponse, CompletionList, CompletionOptions, CompletionParams, ConfigurationItem, ConfigurationParams,
    Diagnostic, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesRegistrationOptions,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentChanges,
    FileSystemWatcher, GlobPattern, Hover, HoverParams, HoverProviderCapability, InitializeParams, InitializeResult,
    MessageType, OneOf, OptionalVersionedTextDocumentIdentifier, PublishDiagnosticsParams, Range, Registration,
    RegistrationParams, ServerCapabilities, ServerInfo, TextDocumentEdit, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextEdit, Uri, WorkspaceEdit, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::actions::{Asked, MEND_ALL};
use super::completion::{self, Place};
use super::hover;
use super::open::{Open, path};
use super::text::Units;
use super::transport::log;
use super::workspace::{Settings, Workspace};
use crate::config;
use crate::output::Frame;
use crate::run::Failure;

/// The id under which settings are asked for.
const ASKED_SETTINGS: &str = "settings";

/// What the editor can do.
#[derive(Debug)]
struct Abilities {
    units: Units,
    watches_files: bool,
    tells_settings: bool,
    versioned_edits: bool,
}

/// An editor and its open files.
pub(super) struct Session<'a> {
    connection: &'a Connection,
    abilities: Abilities,
    frame: Frame,
    workspace: Workspace,
    open: BTreeMap<String, Open>,
    /// What was last said about rules and configurations that cannot be used, so that it is said once.
    complaint: Option<String>,
}

impl<'a> Session<'a> {
    /// A session with the editor that introduced itself so.
    pub(super) fn new(connection: &'a Connection, params: InitializeParams) -> Self {
        let general = params.capabilities.general.as_ref();
        let workspace = params.capabilities.workspace.as_ref();
        let abilities = Abilities {
            units: Units::agreed(general.and_then(|general| general.position_encodings.as_deref())),
            watches_files: workspace
                .and_then(|it| it.did_change_watched_files)
                .and_then(|it| it.dynamic_registration)
                .unwrap_or_default(),
            tells_settings: workspace.and_then(|it| it.configuration).unwrap_or_default(),
            versioned_edits: workspace
                .and_then(|it| it.workspace_edit.as_ref())
                .and_then(|it| it.document_changes)
                .unwrap_or_default(),
        };
        #[expect(deprecated, reason = "editors without workspace folders name their root so")]
        let root = params.root_uri.as_ref();
        let roots: Vec<PathBuf> = match &params.workspace_folders {
            Some(folders) => folders.iter().map(|folder| path(&folder.uri)).collect(),
            None => root.map(path).into_iter().collect(),
        };
        let mut session = Self {
            connection,
            abilities,
            frame: Frame::of(params.locale.as_deref().unwrap_or_default()),
            workspace: Workspace::new([], &Settings::default()),
            open: BTreeMap::new(),
            complaint: None,
        };
        let settings = session.settings(params.initialization_options.unwrap_or_default());
        session.workspace = Workspace::new(roots, &settings);
        session
    }

    /// What this server can do.
    pub(super) fn welcome(&self) -> Value {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            ..TextDocumentSyncOptions::default()
        };
        let capabilities = ServerCapabilities {
            position_encoding: Some(self.abilities.units.kind()),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, MEND_ALL]),
                ..CodeActionOptions::default()
            })),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(["(", ",", "\"", "/"].map(str::to_owned).to_vec()),
                ..CompletionOptions::default()
            }),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: None,
            }),
            ..ServerCapabilities::default()
        };
        let server_info = ServerInfo { name: "lint".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
        serde_json::to_value(InitializeResult { capabilities, server_info: Some(server_info) }).unwrap_or_default()
    }

    /// Asks the editor to watch files and to tell its settings, as far as it can.
    pub(super) fn start(&self) {
        if self.abilities.watches_files {
            let watch =
                |name: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(format!("**/{name}")), kind: None };
            let options = DidChangeWatchedFilesRegistrationOptions { watchers: vec![watch("*.toml")] };
            let registration = Registration {
                id: "files".to_owned(),
                method: notes::DidChangeWatchedFiles::METHOD.to_owned(),
                register_options: serde_json::to_value(options).ok(),
            };
            let params = RegistrationParams { registrations: vec![registration] };
            self.send(Request::new("files".to_owned().into(), requests::RegisterCapability::METHOD.to_owned(), params));
        }
        self.ask_settings();
    }

    /// Asks for the settings of every folder.
    fn ask_settings(&self) {
        if self.abilities.tells_settings {
            let item = |scope_uri| ConfigurationItem { scope_uri, section: Some("lint".to_owned()) };
            let roots = self.workspace.roots().map(|root| item(uri(root)));
            let items = std::iter::once(item(None)).chain(roots).collect();
            let (id, params) = (ASKED_SETTINGS.to_owned().into(), ConfigurationParams { items });
            self.send(Request::new(id, requests::WorkspaceConfiguration::METHOD.to_owned(), params));
        }
    }

    /// Hears the editor's answer to a question.
    pub(super) fn hear(&mut self, response: Response) {
        if response.id != RequestId::from(ASKED_SETTINGS.to_owned()) {
            return;
        }
        let Ok(Value::Array(told)) = serde_json::to_value(&response).map(|mut it| it["result"].take()) else { return };
        let roots: Vec<Option<PathBuf>> = self.workspace.roots().map(|root| Some(root.to_owned())).collect();
        // the first answer is for what lies outside of all folders, and for folders that have nothing of their own
        for (root, value) in std::iter::once(None).chain(roots).zip(told) {
            if !value.is_null() {
                let settings = self.settings(value);
                self.workspace.set(root.as_deref(), &settings);
            }
        }
        self.all_stale();
    }

    /// Takes a notification; one that makes no sense is logged.
    pub(super) fn note(&mut self, note: Notification) {
        let told = match note.method.as_str() {
            notes::DidOpenTextDocument::METHOD => read(note.params).map(|params| self.opened(params)),
            notes::DidChangeTextDocument::METHOD => read(note.params).and_then(|params| self.changed(params)),
            notes::DidCloseTextDocument::METHOD => read(note.params).map(|params| self.closed(&params)),
            notes::DidChangeConfiguration::METHOD => read(note.params).map(|params| self.configured(params)),
            notes::DidChangeWorkspaceFolders::METHOD => read(note.params).map(|params| self.folders(params)),
            notes::DidChangeWatchedFiles::METHOD => {
                self.workspace.reread();
                self.all_stale();
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err(error) = told {
            self.log(MessageType::ERROR, format!("lint: {}: {error}", note.method));
        }
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let open = Open::new(params.text_document, self.abilities.units);
        self.open.insert(open.uri.to_string(), open);
    }

    fn changed(&mut self, params: DidChangeTextDocumentParams) -> Result<(), String> {
        let id = params.text_document;
        let Some(open) = self.open.get_mut(id.uri.as_str()) else {
            return Err(format!("{} is not open", id.uri.as_str()));
        };
        // the version only names a state of the text; every change counts, whatever its number
        params.content_changes.into_iter().for_each(|change| open.text.apply(change));
        open.version = id.version;
        open.is_stale = true;
        Ok(())
    }

    fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        if let Some(open) = self.open.remove(params.text_document.uri.as_str()) {
            self.publish(open.uri, None, Vec::new());
        }
    }

    fn configured(&mut self, mut params: DidChangeConfigurationParams) {
        if self.abilities.tells_settings {
            self.ask_settings();
        } else {
            let settings = self.settings(params.settings["lint"].take());
            self.workspace.set(None, &settings);
            self.all_stale();
        }
    }

    fn folders(&mut self, params: DidChangeWorkspaceFoldersParams) {
        params.event.removed.iter().for_each(|folder| self.workspace.remove(&path(&folder.uri)));
        params.event.added.iter().for_each(|folder| self.workspace.add(path(&folder.uri)));
        self.all_stale();
        self.ask_settings();
    }

    /// Settings as the editor tells them; those that make no sense are logged and left out.
    fn settings(&self, value: Value) -> Settings {
        if value.is_null() {
            return Settings::default();
        }
        serde_json::from_value(value).unwrap_or_else(|error| {
            self.log(MessageType::WARNING, format!("lint: settings: {error}"));
            Settings::default()
        })
    }

    fn all_stale(&mut self) {
        self.open.values_mut().for_each(|open| open.is_stale = true);
    }

    /// Checks what has changed and tells what was found.
    pub(super) fn check(&mut self) {
        let mut told = Vec::new();
        let mut failed = None;
        for open in self.open.values_mut().filter(|open| open.is_stale) {
            match open.check(&mut self.workspace) {
                Ok((diagnostics, failure)) => {
                    told.push((open.uri.clone(), open.version, diagnostics));
                    failed = failed.or(failure);
                }
                Err(failure) => failed = Some(failure),
            }
        }
        let is_quiet = told.is_empty() && failed.is_none();
        for (uri, version, diagnostics) in told {
            self.publish(uri, Some(version), diagnostics);
        }
        let complaint = failed.map(|failure| complaint(&failure, self.frame));
        if !is_quiet && complaint != self.complaint {
            if let Some(complaint) = &complaint {
                self.log(MessageType::WARNING, complaint.clone());
            }
            self.complaint = complaint;
        }
    }

    /// Answers a request.
    pub(super) fn answer(&mut self, request: Request) {
        self.check();
        let Request { id, method, params } = request;
        let answer = match method.as_str() {
            requests::CodeActionRequest::METHOD => read(params).map(|params| value(self.actions(&params))),
            requests::HoverRequest::METHOD => read(params).map(|params| value(self.hover(&params))),
            requests::Completion::METHOD => read(params).map(|params| value(self.complete(&params))),
            _ => {
                let message = format!("{method} is not supported");
                return self.send(Response::new_err(id, ErrorCode::MethodNotFound as i32, message));
            }
        };
        self.send(match answer {
            Ok(answer) => Response::new_ok(id, answer),
            Err(error) => Response::new_err(id, ErrorCode::InvalidParams as i32, error),
        });
    }

    fn actions(&self, params: &CodeActionParams) -> Option<CodeActionResponse> {
        let open = self.open.get(params.text_document.uri.as_str())?;
        let asked = Asked {
            text: &open.text,
            findings: &open.findings,
            span: open.text.span(params.range),
            only: params.context.only.as_deref(),
            frame: self.frame,
        };
        let actions = asked.actions(
            |edits| self.edit(open, edits),
            |finding, comment| open.is_allowed(finding, comment),
            || open.mended(),
        );
        Some(actions.into_iter().map(CodeActionOrCommand::from).collect())
    }

    fn edit(&self, open: &Open, edits: Vec<TextEdit>) -> WorkspaceEdit {
        if self.abilities.versioned_edits {
            let edits = edits.into_iter().map(OneOf::Left).collect();
            let text_document =
                OptionalVersionedTextDocumentIdentifier { uri: open.uri.clone(), version: Some(open.version) };
            let changes = DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }]);
            WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
        } else {
            WorkspaceEdit { changes: Some([(open.uri.clone(), edits)].into()), ..WorkspaceEdit::default() }
        }
    }

    fn hover(&self, params: &HoverParams) -> Option<Hover> {
        let at = &params.text_document_position_params;
        let open = self.open.get(at.text_document.uri.as_str())?;
        let rules = open.prepared.as_ref()?.checker.rules();
        let span = open.text.span(Range::new(at.position, at.position));
        hover::hover(&open.findings, rules, &open.text, span, self.frame)
    }

    fn complete(&mut self, params: &CompletionParams) -> Option<CompletionList> {
        let at = &params.text_document_position;
        let open = self.open.get(at.text_document.uri.as_str())?;
        let is_config = config::NAMES.iter().any(|name| open.path.ends_with(name));
        let place = if is_config { Place::Config } else { Place::Advert };
        let (prepared, _) = self.workspace.checker(&open.path).ok()?;
        completion::complete(prepared.checker.rules(), &open.text, at.position, place)
    }

    fn publish(&self, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams { uri, version, diagnostics };
        self.send(Notification::new(notes::PublishDiagnostics::METHOD.to_owned(), params));
    }

    fn log(&self, kind: MessageType, message: String) {
        self.send(log(kind, message));
    }

    fn send(&self, message: impl Into<Message>) {
        // an editor that is gone is noticed where its messages are read
        let _ = self.connection.sender.send(message.into());
    }
}

/// Why rules or a configuration cannot be used, in one line.
fn complaint(failure: &Failure, frame: Frame) -> String {
    let what = match failure {
        Failure::Mistakes(mistakes) => mistakes.first().map_or_else(String::new, |(source, mistake)| {
            let place = source.place(mistake.span.start);
            format!("{}:{}:{}: {}", source.name(), place.line, place.column, mistake.message)
        }),
        Failure::Unreadable(path, error) => format!("{}: {error}", path.display()),
        Failure::Unknown(name, _) => name.clone(),
        // what only a run over files can meet
        Failure::Output(_) | Failure::Baseline(_) | Failure::Git(_) => return String::new(),
    };
    let checked = frame.say("geprüft wird ohne sie", "adverts are checked without it");
    format!("lint: {what}; {checked}")
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, String> {
    serde_json::from_value(params).map_err(|error| error.to_string())
}

fn value(answer: impl Serialize) -> Value {
    serde_json::to_value(answer).unwrap_or_default()
}

fn uri(path: &std::path::Path) -> Option<Uri> {
    url::Url::from_file_path(path).ok()?.as_str().parse().ok()
}
