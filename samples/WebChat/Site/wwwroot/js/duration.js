/** Formats a duration. Empty below one second. */
export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 1 ? '' : seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A text with the elapsed time, updated while it is on the page. */
export function clock(node, words, started) {
  const tick = () => { node.textContent = `${words} ${duration(Date.now() - started)}`.trim(); };
  const timer = setInterval(() => (node.isConnected ? tick() : clearInterval(timer)), 1000);
  tick();
  return node;
}
