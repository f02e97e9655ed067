// What went wrong and what to do, in words for the person at the page. What the server said is shown below it.

const texts = {
  Unreachable: ['LM Studio does not answer.', 'Start its server on the Developer page, or with “lms server start”, and try again.'],
  Timeout: ['LM Studio took too long.', 'Try again, or choose a smaller model.'],
  UnsupportedServer: ['What answers is not LM Studio 0.4 or newer.', 'Update LM Studio, or correct the address.'],
  Unauthorized: ['LM Studio wants an API token.', 'Set LM_API_TOKEN to a token of its server settings, and start this page’s server again.'],
  Forbidden: ['LM Studio does not allow this.', 'Allow MCP in its server settings, or leave the MCP server out in the settings of this conversation.'],
  ModelNotFound: ['LM Studio does not have this model.', 'Choose another one.'],
  ModelLoadFailed: ['The model could not be loaded.', 'Unload another model, ask for a smaller context, or choose a smaller model.'],
  ConversationNotFound: ['LM Studio no longer has this conversation.', 'It was stored too long ago, or the server was started anew. What was said stays here to read, but the model does not know it.'],
  ContextOverflow: ['The conversation is longer than the model’s context.', 'Load the model with a larger context, or begin a new chat.'],
  McpServer: ['An MCP server could not be used.', 'Check its address or name in the settings of this conversation.'],
  StreamInterrupted: ['The answer broke off.', 'The model may have been unloaded, or the server stopped. Try again.'],
  InvalidRequest: ['LM Studio refuses this message.', 'Change what it objects to and send it again.'],
  PageServerGone: ['This page’s own server does not answer.', 'Start it again with “dotnet run”, and try again.'],
  TooLarge: ['The message is too large.', 'Shorten it, or leave out images.'],
  Refused: ['The message was not accepted.', 'Change it and send it again.'],
};

/** Whose advice is of use only with what the server said. */
const vague = new Set(['InvalidRequest', 'Refused']);

export function describe(error) {
  const [title, advice] = texts[error.kind] ?? ['Something went wrong.', 'Try again. The log of LM Studio (“lms log stream”) may tell more.'];
  return { title, advice, detail: error.message, isDetailNeeded: vague.has(error.kind) || !(error.kind in texts) };
}
