// Formulas stay as the model wrote them: Markdown would interpret their backslashes and underscores.

const block = /^(?:\$\$[\s\S]+?\$\$|\\\[[\s\S]+?\\\])(?:\n|$)/;
const inline = /^(?:\$\$[^$\n]+?\$\$|\\\([^\n]+?\\\)|\$(?![\s\d.,]*\s)(?!\s)[^$\n]*?[^\s$\\]\$(?!\d))/;

function rule(name, level, expression, start, tag) {
  return {
    name,
    level,
    start: source => source.match(start)?.index,
    tokenizer(source) {
      const match = expression.exec(source);
      return match ? { type: name, raw: match[0], text: match[0].trim() } : undefined;
    },
    renderer: token => `<${tag} class="math">${escape(token.text)}</${tag}>`,
  };
}

const escape = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export const mathRules = [
  rule('mathBlock', 'block', block, /\$\$|\\\[/, 'p'),
  rule('mathInline', 'inline', inline, /\$|\\\(/, 'span'),
];
