// The only place where text becomes elements. A model's output is untrusted HTML: DOMPurify only keeps text formatting.
import DOMPurify from '../lib/dompurify/purify.es.js';
import { element } from './dom.js';

const allowed = {
  ALLOWED_TAGS: [
    'p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'strong', 'b', 'em', 'i', 'u', 's', 'del', 'ins',
    'mark', 'small', 'sub', 'sup', 'abbr', 'kbd', 'samp', 'var', 'q', 'code', 'pre', 'span', 'a', 'img', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td',
    'details', 'summary',
  ],
  ALLOWED_ATTR: ['href', 'src', 'alt', 'title', 'align', 'start', 'colspan', 'rowspan', 'class'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|data:image\/(?:png|jpeg|gif|webp);base64,)/i,
  ADD_URI_SAFE_ATTR: ['align', 'start', 'colspan', 'rowspan'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

/** Only the classes of languages, syntax highlighting and formulas are allowed: others could imitate parts of the page. */
const knownClass = /^(?:language-\S+|hljs-[\w-]+|\w+_|math)$/;

DOMPurify.addHook('uponSanitizeAttribute', (node, attribute) => {
  if (attribute.attrName === 'class') {
    attribute.attrValue = attribute.attrValue.split(/\s+/).filter(name => knownClass.test(name)).join(' ');
    attribute.keepAttr = attribute.attrValue !== '';
  }
});

DOMPurify.addHook('afterSanitizeAttributes', node => {
  if (node.nodeName === 'A') {
    node.target = '_blank';
    node.rel = 'noopener noreferrer nofollow';
  }
});

/** Loading images from other servers could leak the conversation to them, so they are shown as links. */
function linkImages(fragment) {
  for (const image of fragment.querySelectorAll('img')) {
    const source = image.getAttribute('src');
    if (!source) {
      image.replaceWith(image.alt);
    } else if (!source.startsWith('data:')) {
      const label = `Image: ${image.alt || source}`;
      image.replaceWith(image.closest('a') ? label : element('a', { href: source, target: '_blank', rel: 'noopener noreferrer nofollow' }, label));
    }
  }
}

export function sanitize(html) {
  const fragment = DOMPurify.sanitize(html, allowed);
  linkImages(fragment);
  return fragment;
}
