const $ = id => document.getElementById(id);
const conversation = $('conversation');

let conversationId = null;   // LM Studio keeps the history: this is all that the page knows of it.
let answering = null;        // Aborting it stops the model.

function add(parent, tag, className, text = '') {
  const element = parent.appendChild(document.createElement(tag));
  element.className = className;
  element.textContent = text;   // Never HTML: a model writes what it likes.
  return element;
}

function newChat() {
  answering?.abort();
  conversationId = null;
  conversation.replaceChildren();
  $('message').focus();
}

async function listModels() {
  const response = await fetch('/api/models');
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.detail);
  }
  const chosen = $('model').value;
  $('model').replaceChildren(...answer.map(model => new Option(model.isLoaded ? model.name : `${model.name} (not loaded)`, model.key)));
  if (answer.some(model => model.key === chosen)) {
    $('model').value = chosen;
  }
}

/** Yields the events of a stream of server-sent events. */
async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const events = (rest + piece.value).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      yield JSON.parse(event.replace(/^data: /gm, ''));
    }
  }
}

/** Shows the events of one answer. */
class Answer {
  constructor() {
    this.article = add(conversation, 'article', 'answer');
  }

  show(event) {
    if (event.type !== 'progress') {
      this.progress?.remove();
      this.progress = null;
    }
    switch (event.type) {
      case 'progress':
        this.progress ??= add(this.article, 'div', 'note');
        this.progress.textContent = `${event.kind}: ${Math.round(event.fraction * 100)} %`;
        add(this.progress, 'progress', '').value = event.fraction;
        break;
      case 'reasoning':
        this.text = null;
        this.reasoning ??= this.addReasoning();
        this.reasoning.append(event.text);
        break;
      case 'text':
        this.reasoning = null;
        this.text ??= add(this.article, 'div', 'text');
        this.text.append(event.text);
        break;
      case 'toolCall':
        this.text = this.reasoning = null;
        add(this.article, 'div', 'tool', `→ ${event.name} ${event.arguments}`);
        break;
      case 'toolResult':
        add(this.article, 'div', 'tool', `← ${event.text}`);
        break;
      case 'end':
        conversationId = event.conversationId;
        listModels().catch(() => { });   // What answered is loaded now. If the list fails, the old one will do.
        add(this.article, 'div', 'note', event.tokensPerSecond ? `${event.outputTokens} tokens, ${event.tokensPerSecond.toFixed(0)} tokens/s` : '');
        this.isWhole = true;
        break;
      case 'error':
        this.fail(event.message);
        break;
    }
    conversation.scrollTop = conversation.scrollHeight;
  }

  fail(message) {
    this.isWhole = true;
    add(this.article, 'div', 'error', message);
  }

  addReasoning() {
    const details = add(this.article, 'details', '');
    add(details, 'summary', '', 'Reasoning');
    return add(details, 'div', '');
  }
}

async function send(message) {
  add(conversation, 'article', 'user', message);
  const answer = new Answer();
  const abort = answering = new AbortController();
  $('send').textContent = 'Stop';
  try {
    const response = await fetch('/api/chat', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ message, conversationId, model: $('model').value, mcp: $('mcp').value }),
      signal: abort.signal,
    });
    if (!response.ok) {
      throw new Error(`The page's server answered with status ${response.status}.`);
    }
    for await (const event of readEvents(response.body)) {
      answer.show(event);
    }
    if (!answer.isWhole) {
      answer.fail('The answer ended early.');
    }
  } catch (error) {
    answer.fail(abort.signal.aborted ? '(stopped)' : error.message);
  } finally {
    if (answering === abort) {
      answering = null;
      $('send').textContent = 'Send';
    }
  }
}

$('form').addEventListener('submit', event => {
  event.preventDefault();
  if (answering) {
    answering.abort();
    return;
  }
  const message = $('message').value.trim();
  if (message) {
    $('message').value = '';
    send(message);
  }
});
$('message').addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (!answering) {
      $('form').requestSubmit();
    }
  }
});
$('new').addEventListener('click', newChat);
listModels().catch(error => add(conversation, 'article', 'error', error.message));
