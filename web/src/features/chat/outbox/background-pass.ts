import { createStore, del, get, set } from 'idb-keyval'

/** What the service worker needs to send for a person while no page is open: a token that runs out by itself, nothing to renew it. */
export type BackgroundPass = {
  user_id: string
  access_token: string
  /** Seconds since 1970, as in the token. */
  expires_at: number
  url: string
  key: string
}

export const syncTag = 'orderline-outbox'
const store = () => createStore('orderline-sync', 'pass')

export const savePass = (pass: BackgroundPass) => set('pass', pass, store())
export const readPass = () => get<BackgroundPass>('pass', store())
export const forgetPass = () => del('pass', store())
