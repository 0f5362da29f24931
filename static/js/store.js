/**
 * Where unsent writes are kept: in IndexedDB, so that they survive a reload; nowhere if a browser has
 * none, as some private windows do.
 *
 * @module store
 */

/**
 * @typedef {object} Write
 * @property {string} id - a UUID: the server's key against doing it twice
 * @property {number} order - later writes have larger numbers
 * @property {string} lane - whose work on which article; each lane is sent in order
 * @property {string} verb
 * @property {string} url
 * @property {Record<string, string>} body
 * @property {string} [words] - of the article, that it is about: the offsets alone tell nobody anything
 * @property {string} [title] - of the article
 * @property {string} [about] - the `id` of the write that it makes no sense without
 * @property {string} [error] - the server's sentence, if it refused
 */

/**
 * @typedef {object} Store
 * @property {() => Promise<Write[]>} all - in order
 * @property {(write: Write) => Promise<void>} put
 * @property {(id: string) => Promise<void>} remove
 */

const NAME = "xiwen";
const TABLE = "writes";

/**
 * Nothing waits for the database to open but what is asked of it.
 *
 * @returns {Store}
 */
export function openStore() {
  const opened = openDatabase().catch(() => null);
  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(table: IDBObjectStore) => IDBRequest<T>} ask
   */
  const asked = async (mode, ask) => {
    const table = (await opened)?.transaction(TABLE, mode).objectStore(TABLE);
    return table && answered(ask(table));
  };
  return {
    all: async () => inOrder((await asked("readonly", (table) => table.getAll())) ?? []),
    put: async (write) => {
      const done = await asked("readwrite", (table) => table.put(write));
      if (done === undefined) throw new Error("This browser keeps nothing.");
    },
    remove: async (id) => {
      await asked("readwrite", (table) => table.delete(id));
    },
  };
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("Another page holds an old version."));
  });
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {Write[]} writes */
const inOrder = (writes) => writes.sort((a, b) => a.order - b.order);
