import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import * as v from 'valibot'

const sizes = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, KIB: 2 ** 10, MIB: 2 ** 20, GIB: 2 ** 30 }

/** `10MiB` or a number, in bytes. */
export const byteSize = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform((value) => {
    const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(String(value).trim()) ?? []
    const factor = unit === '' ? 1 : sizes[unit.toUpperCase() as keyof typeof sizes]
    return number === '' ? Number.NaN : Math.floor(Number(number) * (factor ?? Number.NaN))
  }),
  v.integer(),
)

// the defaults are those of a hosted project
const file = v.object({
  api: v.optional(
    v.object({
      schemas: v.optional(v.array(v.string()), ['public', 'graphql_public']),
      max_rows: v.optional(v.number(), 1000),
    }),
    {},
  ),
  storage: v.optional(v.object({ file_size_limit: v.optional(byteSize, '50MiB') }), {}),
  auth: v.optional(
    v.object({
      additional_redirect_urls: v.optional(v.array(v.string()), []),
      jwt_expiry: v.optional(v.number(), 3600),
      refresh_token_reuse_interval: v.optional(v.number(), 10),
      enable_signup: v.optional(v.boolean(), true),
      minimum_password_length: v.optional(v.number(), 6),
      email: v.optional(
        v.object({
          double_confirm_changes: v.optional(v.boolean(), true),
          enable_confirmations: v.optional(v.boolean(), false),
        }),
        {},
      ),
    }),
    {},
  ),
})

/** What config.toml says about REST, Auth and Storage. Durations in seconds, sizes in bytes. */
export type ApiSettings = v.InferOutput<typeof file>

const projectConfig = new URL('../../config.toml', import.meta.url)

/** Reads the project's config.toml, or what is given of it. Throws on a value of the wrong kind. */
export function readSettings(config?: object): ApiSettings {
  return v.parse(file, config ?? parse(readFileSync(projectConfig, 'utf8')))
}
