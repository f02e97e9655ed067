// The settings of the last conversation, to begin the next one with. A browser that stores nothing begins with none.

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
    // The next conversation begins without them.
  }
}
