// The settings of a conversation: system prompt, reasoning, context and MCP server.
import { byId } from './dom.js';

const contexts = [2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144];
const effortNames = { off: 'Off', on: 'On', low: 'Low', medium: 'Medium', high: 'High', xhigh: 'Very high' };

export class SettingsPanel {
  #prompt = byId('system-prompt');
  #effort = byId('effort');
  #context = byId('context-length');
  #mcp = byId('mcp');
  #settings = {};

  /** @param changed called on each change. */
  constructor(changed) {
    byId('settings-button').addEventListener('click', () => byId('settings-dialog').showModal());
    const read = () => {
      this.#settings.systemPrompt = this.#prompt.value;
      this.#settings.effort = this.#effort.value || null;
      this.#settings.contextLength = Number(this.#context.value) || null;
      this.#settings.mcp = this.#mcp.value.trim();
      changed();
    };
    for (const field of [this.#prompt, this.#effort, this.#context, this.#mcp]) {
      field.addEventListener('change', read);
    }
  }

  /** Shows the settings of a conversation for editing. */
  show(settings) {
    this.#settings = settings;
    this.#prompt.value = settings.systemPrompt ?? '';
    this.#mcp.value = settings.mcp ?? '';
  }

  /** Shows the options that a model supports. */
  setModel(model) {
    const efforts = model?.efforts ?? [];
    this.#effort.disabled = efforts.length === 0;
    this.#effort.replaceChildren(
      new Option(efforts.length === 0 ? 'Not supported by this model' : `The model’s default${model.defaultEffort ? ` (${effortNames[model.defaultEffort] ?? model.defaultEffort})` : ''}`, ''),
      ...efforts.map(effort => new Option(effortNames[effort] ?? effort, effort)));
    this.#effort.value = efforts.includes(this.#settings.effort) ? this.#settings.effort : '';
    const most = model?.maxContextLength ?? contexts.at(-1);
    const offered = [...contexts.filter(context => context < most), most];
    this.#context.replaceChildren(new Option('LM Studio’s default', ''), ...offered.map(context => new Option(`${context.toLocaleString('en')} tokens${context === most ? ' (all)' : ''}`, context)));
    this.#context.value = offered.includes(this.#settings.contextLength) ? this.#settings.contextLength : '';
  }
}
