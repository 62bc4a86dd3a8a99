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
  return { api: api.origin, socket, tiles, images: images.join(' ') }
}

/** The policy of the built app: own scripts and styles only, nothing inline, no frame around it. */
export function policy(env: Record<string, string | undefined>): string {
  const { api, socket, tiles, images } = origins(env)
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `font-src 'self'`,
    ['img-src', "'self'", 'blob:', 'data:', api, tiles, images].filter(Boolean).join(' '),
    `connect-src 'self' ${api} ${socket}`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')
}

/** Writes the policy into the built page; the dev server needs inline styles for hot reload and goes without. */
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
    configurePreviewServer(server) {
      server.middlewares.use((_request, response, next) => {
        response.setHeader('content-security-policy', `${content}; frame-ancestors 'none'`)
        response.setHeader('x-content-type-options', 'nosniff')
        response.setHeader('referrer-policy', 'strict-origin-when-cross-origin')
        next()
      })
    },
  }
}
