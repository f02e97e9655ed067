// The list of models: the selected one, the loaded ones, and their capabilities.
import { announce } from './announcer.js';
import { byId, element, textButton } from './dom.js';
import { clock } from './duration.js';
import { describe } from './error-text.js';
import { getModels, loadModel, unloadModel } from './server.js';

export class ModelPicker {
  models = [];
  #button = byId('model-button');
  #dialog = byId('model-dialog');
  #list = byId('models');
  #current = null;
  #busy = new Map();        // By key: the operation of a model in progress, its start and its promise.
  #failed = new Map();      // By key: the error of loading or unloading a model.
  #failure = null;
  #actions;

  /** @param actions chosen is called with the selected model, listed when the list has changed; contextLength returns the context length for loading a model. */
  constructor(actions) {
    this.#actions = actions;
    this.#button.addEventListener('click', () => {
      this.#dialog.showModal();
      this.refresh();
    });
  }

  /** The model for the next message: the selected one, or else the first loaded one. */
  get current() {
    return this.models.find(model => model.key === this.#current) ?? this.models[0] ?? null;
  }

  /** The promise of loading a model, or null if it is not being loaded: a message that is sent before it completes would load the model twice. */
  loading(key) {
    return this.#busy.get(key)?.ended ?? null;
  }

  choose(key) {
    this.#current = key;
    this.#show();
  }

  async refresh() {
    try {
      this.models = await getModels();
      this.#failure = null;
    } catch (error) {
      this.#failure = error;
    }
    this.#show();
    this.#actions.listed();
  }

  #show() {
    const focus = document.activeElement?.closest('.model')?.dataset.key;
    const hadButton = document.activeElement?.matches('button');
    const current = this.current;
    this.#button.replaceChildren(...(current
      ? [element('span', { className: 'visually-hidden' }, 'Model: '), lamp(current, this.#failure), element('span', { className: 'model-name' }, current.name), this.#state(current)]
      : [element('span', {}, this.#failure ? 'LM Studio does not respond' : 'No model')]));
    if (this.#failure) {
      const { title, advice, detail } = describe(this.#failure);
      this.#list.replaceChildren(element('div', { className: 'error' }, element('strong', {}, title), element('p', {}, advice), element('p', { className: 'detail' }, detail),
        textButton('Try again', () => this.refresh())));
    } else {
      this.#list.replaceChildren(...(this.models.length > 0 ? this.models.map(model => this.#item(model, model === current))
        : [element('p', {}, 'No chat model is downloaded. Download one in LM Studio, or with “lms get”.')]));
    }

    // The list was replaced: restore the focus.
    const row = focus && [...this.#list.children].find(child => child.dataset.key === focus);
    (row && ((hadButton && row.querySelector('button')) || row.querySelector('input')))?.focus();
  }

  #state(model) {
    const node = element('span', { className: 'faint wide-only' });
    const busy = this.#busy.get(model.key);
    if (busy) {
      return clock(node, busy.words.toLowerCase(), busy.started);
    }
    node.textContent = this.#failure ? describe(this.#failure).title : stateOf(model);
    return node;
  }

  #item(model, isCurrent) {
    const radio = element('input', { type: 'radio', name: 'model', value: model.key, checked: isCurrent });
    radio.addEventListener('change', () => {
      this.choose(model.key);
      this.#actions.chosen(model.key);
    });
    const busy = this.#busy.get(model.key);
    const failed = this.#failed.get(model.key);
    return element('div', { className: 'model', 'data-key': model.key },
      element('label', {}, radio,
        element('span', { className: 'model-text' },
          element('span', { className: 'model-name' }, model.name, ...badges(model)),
          element('span', { className: 'faint' }, lamp(model), element('span', {}, facts(model))))),
      busy ? clock(element('span', { className: 'faint busy' }), busy.words, busy.started)
        : model.isLoaded ? textButton('Unload', () => this.#run(model, 'Unloading…', () => unloadModel(model.key)), { 'aria-label': `Unload ${model.name}` })
          : textButton('Load', () => this.#run(model, 'Loading…', () => loadModel(model.key, this.#actions.contextLength())), { 'aria-label': `Load ${model.name}` }),
      // LM Studio reports no percentage here, unlike for a load caused by a message.
      busy ? element('progress', { 'aria-label': `${busy.words} ${model.name}` }) : null,
      failed ? element('p', { className: 'error', role: 'alert' }, `${describe(failed).title} ${describe(failed).advice}`) : null);
  }

  async #run(model, words, action) {
    let end;
    this.#busy.set(model.key, { words, started: Date.now(), ended: new Promise(resolve => { end = resolve; }) });
    this.#failed.delete(model.key);
    this.#show();
    announce(`${words} ${model.name}`);
    try {
      await action();
      announce(`${model.name}: done`);
    } catch (error) {
      this.#failed.set(model.key, error);
    }
    this.#busy.delete(model.key);
    end();
    await this.refresh();
  }
}

const lamp = (model, failure = null) => element('span', { className: model.isLoaded && !failure ? 'lamp on' : 'lamp', 'aria-hidden': 'true' });

const stateOf = model => (model.isLoaded ? `loaded${model.contextLength ? `, ${tokens(model.contextLength)} context` : ''}` : 'loads when you send');

const tokens = count => (count >= 1024 ? `${Math.round(count / 1024)}K` : `${count}`);

const facts = model => [
  model.isLoaded ? `loaded with ${model.contextLength ? `${tokens(model.contextLength)} context` : 'its default context'}` : 'not loaded',
  model.maxContextLength && `up to ${tokens(model.maxContextLength)}`,
  model.parameters,
  model.sizeBytes && `${(model.sizeBytes / 1e9).toFixed(1)} GB`,
].filter(Boolean).join(' · ');

const badges = model => [model.vision && 'vision', model.tools && 'tools', model.efforts.length > 0 && 'reasoning'].filter(Boolean)
  .map(name => element('span', { className: 'badge' }, name));
