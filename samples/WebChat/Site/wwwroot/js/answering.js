// Sends a turn, and adds the events of the response stream to it.
import { chat } from './server.js';

/** Adds an event to a turn. */
function apply(turn, event, now) {
  const last = turn.parts.at(-1);
  if (event.type === 'progress') {
    turn.progress = { kind: event.kind, fraction: event.fraction };
    return;
  }
  turn.progress = null;
  if (last?.type === 'reasoning' && event.type !== 'reasoning') {
    last.milliseconds ??= now - last.started;
  }
  switch (event.type) {
    case 'reasoning':
      if (last?.type === 'reasoning') {
        last.text += event.text;
      } else {
        turn.parts.push({ type: 'reasoning', text: event.text, started: now });
      }
      break;
    case 'text':
      if (last?.type === 'text') {
        last.text += event.text;
      } else {
        turn.parts.push({ type: 'text', text: event.text });
      }
      break;
    case 'toolCall':
      turn.parts.push({ type: 'tool', id: event.id, name: event.name, server: event.server, arguments: event.arguments });
      break;
    case 'toolResult': {
      const call = turn.parts.findLast(part => part.type === 'tool' && part.id === event.id);
      if (call) {
        call.result = { text: event.text, images: event.images, isError: event.isError };
      }
      break;
    }
    case 'end':
      turn.status = 'done';
      turn.responseId = event.conversationId;
      turn.model = event.model;
      turn.stats = { outputTokens: event.outputTokens, tokensPerSecond: event.tokensPerSecond };
      break;
    case 'error':
      fail(turn, event.kind, event.message);
      break;
  }
}

function fail(turn, kind, message) {
  turn.status = 'failed';
  turn.error = { kind, message };
}

/** Adds the response to a turn and reports each change. Never throws: failures are stored in the turn. */
export async function answer(turn, request, signal, changed) {
  try {
    for await (const event of chat(request, signal)) {
      apply(turn, event, Date.now());
      changed();
    }
    if (turn.status === 'answering') {
      fail(turn, 'StreamInterrupted', 'The response ended early.');
    }
  } catch (error) {
    if (signal.aborted) {
      turn.status = 'stopped';
    } else {
      fail(turn, error.kind ?? 'Unknown', error.message);
    }
  }
  turn.progress = null;
  const last = turn.parts.at(-1);
  if (last?.type === 'reasoning') {
    last.milliseconds ??= Date.now() - last.started;
  }
}
