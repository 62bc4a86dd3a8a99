type Get = (name: string) => string | undefined

/**
 * Reads every setting at once, so that a start with three missing secrets names all three. Empty counts as missing.
 * Throws: then the function does not start (503 BOOT_ERROR), instead of accepting work it cannot do.
 */
export function readEnv<const Required extends string, const Optional extends string = never>(
  get: Get,
  required: readonly Required[],
  optional: readonly Optional[] = [],
): Record<Required, string> & Partial<Record<Optional, string>> {
  const missing = required.filter((name) => !get(name))
  if (missing.length > 0) throw new Error(`Missing in the environment: ${missing.join(', ')}`)
  const values: Record<string, string> = {}
  for (const name of [...required, ...optional]) {
    const value = get(name)
    if (value) values[name] = value
  }
  return values as Record<Required, string> & Partial<Record<Optional, string>>
}

/** The secret API key: `SUPABASE_SECRET_KEYS` is a JSON dict by name; older projects have only the service role JWT. */
export function readSecretKey(get: Get): string {
  const keys: unknown = JSON.parse(get('SUPABASE_SECRET_KEYS') || '{}')
  const named = typeof keys === 'object' && keys !== null && 'default' in keys ? keys.default : undefined
  const key = typeof named === 'string' && named ? named : get('SUPABASE_SERVICE_ROLE_KEY')
  if (!key) throw new Error('Missing in the environment: SUPABASE_SECRET_KEYS or SUPABASE_SERVICE_ROLE_KEY')
  return key
}
