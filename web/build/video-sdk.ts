import type { Plugin } from 'vite'

const file = /twilio-video\/es5\/util\/dynamicimport\.js$/
const made = "new Function('url', 'return import(url);')"

/**
 * Twilio's SDK makes a function of a string as soon as it is loaded, for a plug-in against noise that the app does not have; the
 * content security policy allows no such thing, and the whole SDK would fail with it.
 */
export function videoSdk(): Plugin {
  return {
    name: 'orderline-video-sdk',
    enforce: 'pre',
    transform: {
      filter: { id: file },
      handler(code, id) {
        if (!file.test(id)) return null
        // a new version of the SDK may do without, or do it otherwise: better the build stops than every call
        if (!code.includes(made)) this.error(`${id} does not read as expected`)
        return { code: code.replace(made, "() => Promise.reject(new Error('not offered here'))"), map: null }
      },
    },
  }
}
