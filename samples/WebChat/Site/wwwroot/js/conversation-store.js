// Stores conversations in the browser, in IndexedDB because images do not fit into localStorage.
// Each turn is a separate record, so that a response in progress does not rewrite the whole conversation.

let database;

function open() {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('lmstudio-chat', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('conversations', { keyPath: 'id' });
      request.result.createObjectStore('turns', { keyPath: 'id' }).createIndex('conversation', 'conversation');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return database;
}

/** Runs a request in a transaction, and returns its result when the transaction is complete. */
async function run(stores, mode, action) {
  const transaction = (await open()).transaction(stores, mode);
  const request = action(transaction);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** All conversations, latest first. */
export async function listConversations() {
  const conversations = await run(['conversations'], 'readonly', transaction => transaction.objectStore('conversations').getAll());
  return conversations.sort((a, b) => b.updated - a.updated);
}

export const listTurns = conversation => run(['turns'], 'readonly', transaction => transaction.objectStore('turns').index('conversation').getAll(conversation));

export const saveConversation = conversation => run(['conversations'], 'readwrite', transaction => transaction.objectStore('conversations').put(conversation));

export const saveTurn = turn => run(['turns'], 'readwrite', transaction => transaction.objectStore('turns').put(turn));

export const deleteConversation = id => run(['conversations', 'turns'], 'readwrite', transaction => {
  transaction.objectStore('conversations').delete(id);
  const cursor = transaction.objectStore('turns').index('conversation').openKeyCursor(id);
  cursor.onsuccess = () => {
    if (cursor.result) {
      transaction.objectStore('turns').delete(cursor.result.primaryKey);
      cursor.result.continue();
    }
  };
});
