// The settings of the last conversation, which the next one starts with. Without storage, there are none.

export function readLastSettings() {
  try {
    return JSON.parse(localStorage.getItem('settings')) ?? {};
  } catch {
    return {};
  }
}

export function writeLastSettings({ model, effort, contextLength, mcp }) {
  try {
    localStorage.setItem('settings', JSON.stringify({ model, effort, contextLength, mcp }));
  } catch {
    // The next conversation starts without them.
  }
}
