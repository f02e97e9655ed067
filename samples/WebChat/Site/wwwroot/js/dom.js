// Creates elements without HTML: text is never parsed.

/** Creates an element and sets its properties. Those with a dash, and role, are attributes. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role') {
      made.setAttribute(name, value);
    } else {
      made[name] = value;
    }
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

export const byId = id => document.getElementById(id);

export function button(label, icon, onClick, properties = {}) {
  const made = element('button', { type: 'button', className: 'icon-button', title: label, 'aria-label': label, 'data-icon': icon, ...properties });
  made.addEventListener('click', onClick);
  return made;
}

/** A button with text. */
export function textButton(label, onClick, properties = {}) {
  const made = element('button', { type: 'button', className: 'text-button', ...properties }, label);
  made.addEventListener('click', onClick);
  return made;
}

/** A button that copies text and confirms it. */
export function copyButton(label, getText) {
  const made = button(label, 'copy', async () => {
    await navigator.clipboard.writeText(getText());
    made.dataset.icon = 'check';
    setTimeout(() => { made.dataset.icon = 'copy'; }, 1500);
  });
  return made;
}
