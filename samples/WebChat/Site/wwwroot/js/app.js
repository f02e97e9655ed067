// Connects the parts of the page.
import { announce } from './announcer.js';
import { answer } from './answering.js';
import { Composer } from './composer.js';
import { ConversationList } from './conversation-list.js';
import { ConversationView } from './conversation-view.js';
import * as store from './conversation-store.js';
import { byId } from './dom.js';
import { describe } from './error-text.js';
import { ModelPicker } from './model-picker.js';
import { notice } from './notices.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { getServer } from './server.js';
import { SettingsPanel } from './settings-panel.js';
import { TurnTree } from './turn-tree.js';

let server = { mcp: null };
let conversations = [];
let current = null;               // The current conversation. It is stored with its first message.
const trees = new Map();          // The turns of the opened conversations.
const running = new Map();        // The abort controllers of the running turns.

const scroll = new ScrollKeeper(byId('scroller'), byId('conversation'), byId('to-end'));
const view = new ConversationView({ send, retry, edit, choose, restart }, scroll);
const list = new ConversationList({ open, remove, create });
const composer = new Composer({ send, stop });
const settings = new SettingsPanel(() => keepSettings());
const picker = new ModelPicker({ chosen: modelChosen, listed: showModel, contextLength: () => current.settings.contextLength });

function create() {
  current = {
    id: crypto.randomUUID(),
    title: 'New chat',
    updated: Date.now(),
    leaf: null,
    isForgotten: false,
    settings: { mcp: server.mcp, ...lastSettings(), systemPrompt: '' },
  };
  trees.set(current.id, new TurnTree());
  showConversation();
  composer.focus();
}

async function open(id) {
  const conversation = conversations.find(conversation => conversation.id === id);
  if (!trees.has(id)) {
    const turns = await store.listTurns(id);
    // A response that this page is not receiving ended when another page was closed.
    turns.filter(turn => turn.status === 'answering').forEach(turn => { turn.status = 'interrupted'; });
    trees.set(id, new TurnTree(turns));
  }
  current = conversation;
  showConversation();
}

function showConversation() {
  picker.choose(current.settings.model);
  settings.show(current.settings);
  showModel();
  history.replaceState(null, '', conversations.includes(current) ? `#${current.id}` : location.pathname);
  showTurns();
  scroll.follow();
}

function showTurns() {
  const path = trees.get(current.id).path(current.leaf);
  view.show(path, trees.get(current.id));
  list.show(conversations, current.id);
  composer.setAnswering(path.some(turn => running.has(turn.id)));
}

async function remove(id) {
  const removed = conversations.find(conversation => conversation.id === id);
  stopAnswers(removed);
  conversations = conversations.filter(conversation => conversation !== removed);
  trees.delete(id);
  await keep(store.deleteConversation(id));
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
  const abort = new AbortController();
  tree.add(turn);
  running.set(turn.id, abort);
  if (parent === null && conversation.title === 'New chat') {
    conversation.title = message.slice(0, 80) || 'An image';
  }
  conversation.leaf = turn.id;
  keepConversation(conversation);
  keep(store.saveTurn(turn));
  showTurns();
  history.replaceState(null, '', `#${conversation.id}`);
  scroll.follow();
  announce('The model is responding.');

  const request = { ...conversation.settings, model: picker.current?.key ?? conversation.settings.model, message, images, conversationId: previous };
  if (!picker.current?.efforts.includes(request.effort)) {
    request.effort = null;
  }
  await answer(turn, request, abort.signal, draw(turn));

  running.delete(turn.id);
  if (turn.status !== 'stopped') {
    conversation.isForgotten = turn.error?.kind === 'ConversationNotFound';
  }
  if (trees.has(conversation.id)) {
    keep(store.saveTurn(turn));
    keepConversation(conversation);
  }
  if (current === conversation) {
    view.update(turn);
    showTurns();
  }
  announce(outcome(turn));
  picker.refresh();   // The model is loaded now.
}

/** Draws a changing turn, at most once per frame, and stores it periodically. */
function draw(turn) {
  let isWaiting = false;
  let stored = Date.now();
  return () => {
    if (!isWaiting) {
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        view.update(turn);
      });
    }
    if (Date.now() - stored > 1000) {
      stored = Date.now();
      keep(store.saveTurn(turn));
    }
  };
}

function outcome(turn) {
  switch (turn.status) {
    case 'done': return `The response is complete. ${turn.parts.filter(part => part.type === 'text').map(part => part.text).join(' ').slice(0, 500)}`;
    case 'stopped': return 'Stopped.';
    default: return describe(turn.error).title;
  }
}

function stop() {
  stopAnswers(current);
}

function stopAnswers(conversation) {
  trees.get(conversation.id)?.path(conversation.leaf).forEach(turn => running.get(turn.id)?.abort());
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
  const { model, effort, contextLength, mcp } = current.settings;
  localStorage.setItem('settings', JSON.stringify({ model, effort, contextLength, mcp }));
  if (conversations.includes(current)) {
    keepConversation(current);
  }
}

function lastSettings() {
  try {
    return JSON.parse(localStorage.getItem('settings')) ?? {};
  } catch {
    return {};
  }
}

function keepConversation(conversation) {
  conversation.updated = Date.now();
  conversations = [conversation, ...conversations.filter(other => other !== conversation)];
  keep(store.saveConversation(conversation));
}

async function keep(writing) {
  try {
    await writing;
  } catch (error) {
    notice('storage', `This browser cannot store the conversation: ${error?.message ?? 'its storage is not available'}.`);
  }
}

async function start() {
  const asked = location.hash.slice(1);
  create();
  try {
    server = await getServer();
    byId('server-address').textContent = server.isEmulated ? 'Emulator' : server.address;
    notice('emulator', server.isEmulated ? 'LM Studio does not respond, so this page uses an emulator, whose responses do not come from a model. To use a model, start LM Studio’s server and then restart this page’s server.' : '');
    const stored = await store.listConversations();

    // The user may have sent a message in the meantime: keep it.
    conversations = [...conversations, ...stored.filter(one => !conversations.some(begun => begun.id === one.id))];
  } catch (error) {
    notice('start', `${describe(error).title} ${describe(error).advice}`);
  }
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
