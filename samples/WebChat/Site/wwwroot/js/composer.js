// The input for a message and its images.
import { button, byId, element } from './dom.js';
import { readImage } from './images.js';

const mostImages = 8;

export class Composer {
  #message = byId('message');
  #send = byId('send');
  #attachments = byId('attachments');
  #note = byId('composer-note');
  #images = [];
  #isAnswering = false;

  /** @param actions send and stop. */
  constructor(actions) {
    const submit = () => {
      const text = this.#message.value.trim();
      if (text || this.#images.length > 0) {
        const images = this.#images;
        this.#message.value = '';
        this.#images = [];
        this.#showImages();
        actions.send(text, images);
      }
    };
    byId('composer').addEventListener('submit', event => {
      event.preventDefault();
      if (this.#isAnswering) {
        actions.stop();
      } else {
        submit();
      }
    });
    this.#message.addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        if (!this.#isAnswering) {
          submit();
        }
      }
    });
    this.#takeImages();
  }

  focus() {
    this.#message.focus();
  }

  setAnswering(isAnswering) {
    this.#isAnswering = isAnswering;
    this.#send.dataset.icon = isAnswering ? 'stop' : 'send';
    this.#send.setAttribute('aria-label', isAnswering ? 'Stop' : 'Send');
    this.#send.title = isAnswering ? 'Stop' : 'Send (Enter)';
  }

  /** Shows a note if the model does not support images. */
  setVision(canSee) {
    this.canSee = canSee;
    this.#showImages();
  }

  #takeImages() {
    const files = byId('files');
    byId('attach').addEventListener('click', () => files.click());
    files.addEventListener('change', () => {
      this.#add(files.files);
      files.value = '';
    });
    this.#message.addEventListener('paste', event => {
      const pasted = [...event.clipboardData.files].filter(file => file.type.startsWith('image/'));
      if (pasted.length > 0) {
        event.preventDefault();
        this.#add(pasted);
      }
    });
    addEventListener('dragover', event => {
      if (event.dataTransfer.types.includes('Files')) {
        event.preventDefault();
        document.body.classList.add('dropping');
      }
    });
    addEventListener('dragleave', event => {
      if (!event.relatedTarget) {
        document.body.classList.remove('dropping');
      }
    });
    addEventListener('drop', event => {
      document.body.classList.remove('dropping');
      if (event.dataTransfer.files.length > 0) {
        event.preventDefault();
        this.#add(event.dataTransfer.files);
      }
    });
  }

  async #add(files) {
    for (const file of [...files]) {
      try {
        if (this.#images.length >= mostImages) {
          throw new Error(`A message can have at most ${mostImages} images.`);
        }
        this.#images = [...this.#images, await readImage(file)];
        this.#showImages();
      } catch (error) {
        this.#note.textContent = error.message;
      }
    }
  }

  #showImages() {
    this.#attachments.hidden = this.#images.length === 0;
    this.#attachments.replaceChildren(...this.#images.map((image, index) => element('li', {},
      element('img', { src: image, alt: `Image ${index + 1}` }),
      button(`Remove image ${index + 1}`, 'close', () => {
        this.#images = this.#images.filter(other => other !== image);
        this.#showImages();
        this.focus();
      }))));
    this.#note.textContent = this.#images.length > 0 && this.canSee === false ? 'This model does not support images. Select one with vision.' : '';
  }
}
