// Error texts for the user: what went wrong and what to do. The server's message is shown below.

const texts = {
  Unreachable: ['LM Studio does not respond.', 'Start its server on the Developer page, or with “lms server start”, and try again.'],
  Timeout: ['LM Studio took too long.', 'Try again, or choose a smaller model.'],
  UnsupportedServer: ['The server is not LM Studio 0.4 or newer.', 'Update LM Studio, or correct the address.'],
  Unauthorized: ['LM Studio requires an API token.', 'Set LM_API_TOKEN to a token from LM Studio’s server settings, and restart this page’s server.'],
  Forbidden: ['LM Studio does not allow this.', 'Allow MCP in LM Studio’s server settings, or remove the MCP server from the settings of this conversation.'],
  ModelNotFound: ['LM Studio does not have this model.', 'Select another one.'],
  ModelLoadFailed: ['The model could not be loaded.', 'Unload another model, select a smaller context length, or select a smaller model.'],
  ConversationNotFound: ['LM Studio no longer has this conversation.', 'The server deleted or lost it. You can still read the messages here, but the model does not know them.'],
  ContextOverflow: ['The conversation is longer than the model’s context.', 'Load the model with a larger context length, or start a new chat.'],
  McpServer: ['An MCP server could not be used.', 'Check its address or name in the settings of this conversation.'],
  StreamInterrupted: ['The response was interrupted.', 'The model may have been unloaded, or the server stopped. Try again.'],
  InvalidRequest: ['LM Studio rejects this message.', 'Correct it and send it again.'],
  PageServerGone: ['This page’s own server does not respond.', 'Restart it with “dotnet run”, and try again.'],
  TooLarge: ['The message is too large.', 'Shorten it, or remove images.'],
  Refused: ['The message was not accepted.', 'Change it and send it again.'],
};

/** The kinds whose advice requires the server's message. */
const vague = new Set(['InvalidRequest', 'Refused']);

export function describe(error) {
  const [title, advice] = texts[error.kind] ?? ['Something went wrong.', 'Try again. The log of LM Studio (“lms log stream”) may have details.'];
  return { title, advice, detail: error.message, isDetailNeeded: vague.has(error.kind) || !(error.kind in texts) };
}
