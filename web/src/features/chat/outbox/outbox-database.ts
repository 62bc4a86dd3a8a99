const name = 'orderline-outbox'
/** 1 kept messages only; 2 keeps the bytes of their files beside them. */
const version = 2
const stores = ['items', 'files'] as const

/** Settles with a request, or fails with its reason. */
export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Settles once everything of the transaction is on the device: only then is anything kept. */
export function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
    transaction.onerror = () => reject(transaction.error)
  })
}

/**
 * Opens the outbox's database and brings it up to date without losing what waits in it. Throws where the browser has none,
 * and while a tab of an older version keeps it from changing.
 */
export function makeOutboxDatabase(): () => Promise<IDBDatabase> {
  let opened: Promise<IDBDatabase> | null = null

  function open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(name, version)
      request.onupgradeneeded = () => {
        const has = request.result.objectStoreNames
        for (const store of stores) if (!has.contains(store)) request.result.createObjectStore(store)
      }
      const forget = () => {
        opened = null
      }
      // the request goes on, and succeeds when that tab is closed; asking once more would only queue behind it
      request.onblocked = () => reject(new Error('another tab holds an older version of the outbox'))
      request.onerror = () => {
        forget()
        reject(request.error)
      }
      request.onsuccess = () => {
        opened = Promise.resolve(request.result)
        // Safari closes connections now and then, and a later version must not have to wait for this tab
        request.result.onclose = forget
        request.result.onversionchange = () => {
          forget()
          request.result.close()
        }
        resolve(request.result)
      }
    })
  }

  return () => {
    opened ??= open()
    return opened
  }
}
