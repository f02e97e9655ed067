// Connects the parts of the page.
import { announce, announceOutcome } from './announcer.js';
import { Composer } from './composer.js';
import { ConversationList } from './conversation-list.js';
import { ConversationView } from './conversation-view.js';
import * as store from './conversation-store.js';
import { byId } from './dom.js';
import { describe } from './error-text.js';
import { readLastSettings, writeLastSettings } from './last-settings.js';
import { ModelPicker } from './model-picker.js';
import { notice } from './notices.js';
import { RunningAnswers } from './running-answers.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { getServer } from './server.js';
import { SettingsPanel } from './settings-panel.js';
import * as tabs from './tabs.js';
import { TurnTree } from './turn-tree.js';

let server = { mcp: null };
let conversations = [];
let current = null;               // The current conversation. It is stored with its first message.
const trees = new Map();          // The turns of the opened conversations.
const awaited = new Set();        // The turns whose responses are streamed in other tabs.

const scroll = new ScrollKeeper(byId('scroller'), byId('conversation'), byId('to-end'));
const view = new ConversationView({ send, retry, edit, choose, restart }, scroll);
const list = new ConversationList({ open, remove, create });
const composer = new Composer({ send, stop });
const settings = new SettingsPanel(() => keepSettings());
const answers = new RunningAnswers({ draw: turn => view.update(turn), ended, save });
const picker = new ModelPicker({ chosen: modelChosen, listed: showModel, contextLength: () => current.settings.contextLength });

function create() {
  current = {
    id: crypto.randomUUID(),
    title: 'New chat',
    updated: Date.now(),
    leaf: null,
    isForgotten: false,
    settings: { mcp: server.mcp, ...readLastSettings(), systemPrompt: '' },
  };
  trees.set(current.id, new TurnTree());
  showConversation();
  composer.focus();
}

async function open(id) {
  if (!trees.has(id)) {
    trees.set(id, new TurnTree());
    await readTurns(id);
  }
  current = conversations.find(conversation => conversation.id === id) ?? current;
  showConversation();
}

/** Reads the stored turns of a conversation, including those from other tabs. */
async function readTurns(id) {
  const tree = trees.get(id);
  const turns = (await keep(store.listTurns(id)) ?? []).filter(turn => !answers.has(turn));
  for (const turn of turns.filter(turn => turn.status === 'answering')) {
    if (await tabs.isHeld(turn.id)) {
      awaitTab(turn);
    } else {
      turn.status = 'interrupted';   // The tab that received the response was closed.
    }
  }
  turns.forEach(turn => tree.merge(turn));
}

/** Reads a response of another tab again when it has ended or the tab was closed. */
async function awaitTab(turn) {
  if (!awaited.has(turn.id)) {
    awaited.add(turn.id);
    await tabs.released(turn.id);
    awaited.delete(turn.id);
    await follow(turn.conversation);
  }
}

/** Shows a change made in another tab. */
async function follow(id) {
  const settingsBefore = JSON.stringify(current.settings);
  for (const stored of await keep(store.listConversations()) ?? []) {
    const known = conversations.find(conversation => conversation.id === stored.id);
    if (!known) {
      conversations.push(stored);
    } else if (stored.id === id) {
      Object.assign(known, stored, { settings: Object.assign(known.settings, stored.settings) });
    }
  }
  conversations.sort((a, b) => b.updated - a.updated);
  if (trees.has(id)) {
    await readTurns(id);
  }
  if (current.id === id) {
    if (JSON.stringify(current.settings) !== settingsBefore) {
      showSettings();
    }
    showTurns();
    trees.get(id).path(current.leaf).forEach(turn => view.update(turn));
  } else {
    list.show(conversations, current.id);
  }
}

function showSettings() {
  picker.choose(current.settings.model);
  settings.show(current.settings);
  showModel();
}

function showConversation() {
  showSettings();
  history.replaceState(null, '', conversations.includes(current) ? `#${current.id}` : location.pathname);
  showTurns();
  scroll.follow();
}

function showTurns() {
  const path = trees.get(current.id).path(current.leaf);
  view.show(path, trees.get(current.id));
  list.show(conversations, current.id);
  composer.setAnswering(path.some(isAnswering));
}

async function remove(id) {
  stopAnswers(conversations.find(conversation => conversation.id === id));
  conversations = conversations.filter(conversation => conversation.id !== id);   // Nothing of it is saved any more.
  await keep(store.deleteConversation(id));
  forget(id);   // Only now: what the page no longer shows must not come back when it is reloaded.
  tabs.tell({ deleted: id });
}

function forget(id) {
  conversations = conversations.filter(conversation => conversation.id !== id);
  trees.delete(id);
  if (current.id === id) {
    create();
  } else {
    showTurns();
  }
}

/** Sends a message as the next turn, or as a branch that starts after another turn. */
async function send(message, images, parent = current.leaf) {
  const conversation = current;
  const tree = trees.get(conversation.id);
  const turn = { id: crypto.randomUUID(), conversation: conversation.id, parent, created: Date.now(), message, images, parts: [], status: 'answering', responseId: null };
  const previous = tree.responseIdBefore(parent);
  tree.add(turn);
  if (parent === null && conversation.title === 'New chat') {
    conversation.title = message.slice(0, 80) || 'An image';
  }
  conversation.leaf = turn.id;
  touch(conversation);
  showTurns();
  history.replaceState(null, '', `#${conversation.id}`);
  scroll.follow();
  announce('The model is responding.');

  const request = { ...conversation.settings, model: picker.current?.key ?? conversation.settings.model, message, images, conversationId: previous };
  if (!picker.current?.efforts.includes(request.effort)) {
    request.effort = null;
  }
  const loading = picker.loading(request.model);
  if (loading) {
    turn.progress = { kind: 'Loading the model', fraction: null };
    view.update(turn);
  }
  answers.run(turn, request, loading);
}

/** Shows the outcome of a response. */
function ended(turn) {
  const conversation = conversations.find(conversation => conversation.id === turn.conversation);
  if (conversation && turn.status !== 'stopped') {
    conversation.isForgotten = turn.error?.kind === 'ConversationNotFound';
  }
  if (current === conversation) {
    view.update(turn);
    showTurns();
  }
  announceOutcome(turn);
  picker.refresh();   // The model is loaded now.
}

function stop() {
  stopAnswers(current);
}

function stopAnswers(conversation) {
  trees.get(conversation.id)?.path(conversation.leaf).filter(isAnswering).forEach(turn => answers.stop(turn.id));
}

function isAnswering(turn) {
  return turn.status === 'answering';
}

function retry(turn) {
  send(turn.message, turn.images, turn.parent);
}

function edit(turn, message) {
  send(message, turn.images, turn.parent);
}

function choose(turn) {
  current.leaf = trees.get(current.id).leafOf(turn);
  keepConversation(current);
  showTurns();
}

/** Sends a message of a conversation that the server no longer has as the first one of a new conversation. */
function restart(turn) {
  const { settings: kept } = current;
  create();
  current.settings = { ...kept };
  showConversation();
  send(turn.message, turn.images);
}

function modelChosen(model) {
  current.settings.model = model;
  keepSettings();
  showModel();
}

/** Shows the settings that the model supports. */
function showModel() {
  settings.setModel(picker.current);
  composer.setVision(picker.current?.vision);
}

function keepSettings() {
  writeLastSettings(current.settings);
  if (conversations.includes(current)) {
    keepConversation(current);
  }
}

/** Moves a new or continued conversation to the top of the list. */
function touch(conversation) {
  conversation.updated = Date.now();
  conversations = [conversation, ...conversations.filter(other => other !== conversation)];
}

async function keepConversation(conversation) {
  touch(conversation);
  await keep(store.saveConversation(conversation));
  tabs.tell({ changed: conversation.id });
}

/** Stores a turn and the current turn of its conversation, unless the conversation was deleted. */
async function save(turn) {
  const conversation = conversations.find(conversation => conversation.id === turn.conversation);
  if (conversation) {
    await Promise.all([keep(store.saveTurn(turn)), keep(store.saveConversation(conversation))]);
    tabs.tell({ changed: conversation.id });
  }
}

/** Waits for the storage. The chat also works in a browser that stores nothing. */
async function keep(work) {
  try {
    return await work;
  } catch (error) {
    notice('storage', `This browser does not store conversations: they are lost when you close this page. (${error?.message ?? 'Its storage is not available.'})`);
  }
}

tabs.listen(({ changed, deleted, stop: stopped }) => {
  if (changed) {
    follow(changed);
  } else if (deleted) {
    forget(deleted);
  } else if (stopped) {
    answers.stopHere(stopped);
  }
});

async function start() {
  const asked = location.hash.slice(1);
  create();
  try {
    server = await getServer();
    byId('server-address').textContent = server.isEmulated ? 'Emulator' : server.address;
    notice('emulator', server.isEmulated ? 'No LM Studio was found, so an emulator answers: it shows what this page does, but its answers mean nothing. Start LM Studio’s server and then this page’s server to talk to a model.' : '');
  } catch (error) {
    notice('start', `${describe(error).title} ${describe(error).advice}`);
  }
  const stored = await keep(store.listConversations()) ?? [];

  // The user may have sent a message in the meantime: keep it.
  conversations = [...conversations, ...stored.filter(one => !conversations.some(begun => begun.id === one.id))];
  if (conversations.includes(current)) {
    showTurns();
  } else if (conversations.some(conversation => conversation.id === asked)) {
    await open(asked);
  } else {
    create();
  }
  await picker.refresh();
}

start();
