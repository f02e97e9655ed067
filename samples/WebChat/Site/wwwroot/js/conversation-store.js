// Keeps conversations in the browser: IndexedDB, because images do not fit into localStorage.
// A turn is a record of its own, so that an answer that grows does not rewrite its whole conversation.

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

/** Does something in a transaction, and returns the result of its request once all is written. */
async function run(stores, mode, action) {
  const transaction = (await open()).transaction(stores, mode);
  const request = action(transaction);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** All conversations, the latest first. */
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
