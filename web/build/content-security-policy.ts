import type { Plugin } from 'vite'

/** Origins the built page may reach, from the same environment the app is built with. */
function origins(env: Record<string, string | undefined>) {
  const api = new URL(env.VITE_SUPABASE_URL ?? 'http://127.0.0.1:24321')
  const socket = `${api.protocol === 'https:' ? 'wss:' : 'ws:'}//${api.host}`
  // {s} stands for a subdomain in Leaflet's template; a policy says that with a star
  const tiles = env.VITE_MAP_TILES_URL?.match(/^https?:\/\/[^/]+/)?.[0].replace('{s}', '*') ?? ''
  // only whole https origins: whatever else stands there must not become a directive of the policy
  const images = (env.VITE_IMAGE_ORIGINS ?? '')
    .split(/[\s,]+/)
    .filter((one) => /^https:\/\/[a-z0-9.*-]+(:\d+)?$/i.test(one))
  // signalling of video calls; what is seen and heard goes by WebRTC, which no policy names
  const video =
    env.VITE_TWILIO_VIDEO_SIGNALING?.match(/^wss?:\/\/[^/\s;]+/)?.[0] ?? 'wss://global.vss.twilio.com'
  return { api: api.origin, socket, tiles, images: images.join(' '), video }
}

/** The policy of the built app: own scripts and styles only, nothing inline, no frame around it. */
export function policy(env: Record<string, string | undefined>): string {
  const { api, socket, tiles, images, video } = origins(env)
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `font-src 'self'`,
    ['img-src', "'self'", 'blob:', 'data:', api, tiles, images].filter(Boolean).join(' '),
    `connect-src 'self' ${api} ${socket} ${video}`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    // strings do not become markup or code but through the policy in lib/trusted-types.ts
    `require-trusted-types-for 'script'`,
    `trusted-types default`,
  ].join('; ')
}

/** What the policy of a page cannot say in the page itself, and what else every answer should carry. */
export const headersFor = (content: string): Record<string, string> => ({
  'content-security-policy': `${content}; frame-ancestors 'none'`,
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(self)',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
})

/** Headers for hosts that read them from a file beside the pages (Netlify, Cloudflare Pages); others copy them from there. */
export function headersFile(content: string): string {
  const lines = (headers: Record<string, string>) =>
    Object.entries(headers)
      .map(([name, value]) => `  ${name}: ${value}\n`)
      .join('')
  return [
    `/*\n${lines(headersFor(content))}`,
    `/assets/*\n${lines({ 'cache-control': 'public, max-age=31536000, immutable' })}`,
    `/sw.js\n${lines({ 'cache-control': 'no-cache' })}`,
  ].join('\n')
}

/**
 * Writes the policy into the built page and the headers into `_headers`; the dev server needs inline styles for hot reload and
 * goes without.
 */
export function contentSecurityPolicy(): Plugin {
  let content = ''
  return {
    name: 'orderline-content-security-policy',
    configResolved(config) {
      content = policy({ ...process.env, ...config.env })
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, context) =>
        context.server
          ? []
          : [
              {
                tag: 'meta',
                attrs: { 'http-equiv': 'Content-Security-Policy', content },
                injectTo: 'head-prepend',
              },
            ],
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile(content) })
    },
    configurePreviewServer(server) {
      server.middlewares.use((_request, response, next) => {
        for (const [name, value] of Object.entries(headersFor(content))) response.setHeader(name, value)
        next()
      })
    },
  }
}
