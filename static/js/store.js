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

/** What is unsent still waits in the outbox, as long as the page is open. @type {Store} */
const NOWHERE = { all: async () => [], put: async () => {}, remove: async () => {} };

/** @returns {Promise<Store>} */
export async function openStore() {
  try {
    return keptIn(await openDatabase());
  } catch {
    return NOWHERE;
  }
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
 * @param {IDBDatabase} database
 * @returns {Store}
 */
function keptIn(database) {
  /** @param {IDBTransactionMode} mode */
  const table = (mode) => database.transaction(TABLE, mode).objectStore(TABLE);
  return {
    all: async () => inOrder(await answered(table("readonly").getAll())),
    put: async (write) => {
      await answered(table("readwrite").put(write));
    },
    remove: async (id) => {
      await answered(table("readwrite").delete(id));
    },
  };
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
