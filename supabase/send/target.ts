import { readEnvironment, stateDir } from '../local/config.ts'
import { functionEnv } from '../local/function-env.ts'
import { stackSecrets } from '../local/secrets.ts'
import { findRunning } from '../local/state.ts'
import { Wrong } from './event.ts'

/** Where to send from: the environment of its functions, its database, and how the app reaches it. */
export type Target = {
  name: string
  env: Record<string, string>
  databaseUrl: string
  url: string
  publishableKey: string
  /** A stack of this checkout, with demo people and without mail to confirm. */
  isLocal: boolean
}

/**
 * A project of your own when SUPABASE_DB_URL is set (in .env or the shell), with the functions' settings beside it; else the
 * stack that runs here. Throws when there is neither, Wrong for an address that is none.
 */
export async function openTarget(): Promise<Target> {
  const settings = readEnvironment()
  if (settings.SUPABASE_DB_URL) {
    if (
      !/^postgres(ql)?:\/\/[^\s/]/.test(settings.SUPABASE_DB_URL) ||
      !URL.canParse(settings.SUPABASE_DB_URL)
    )
      throw new Wrong(
        'SUPABASE_DB_URL is no address of a database, such as postgresql://postgres:…@host:5432/postgres.',
      )
    const set = Object.fromEntries(
      Object.entries(settings).filter((entry): entry is [string, string] => Boolean(entry[1])),
    )
    const env = { ...platform(set.PUBLIC_FUNCTIONS_URL), ...set }
    return {
      ...{ name: new URL(settings.SUPABASE_DB_URL).hostname, env, databaseUrl: settings.SUPABASE_DB_URL },
      ...{ url: set.VITE_SUPABASE_URL ?? '', publishableKey: set.VITE_SUPABASE_PUBLISHABLE_KEY ?? '' },
      isLocal: false,
    }
  }
  const running = await findRunning(stateDir)
  if (!running)
    throw new Error(
      'Nothing runs here and SUPABASE_DB_URL is not set. Run npm start first, or set SUPABASE_DB_URL for a project of yours.',
    )
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, SUPABASE_DB_URL, SANDBOX_URL, APP_URL } = running.env
  const env = functionEnv({
    ...{ secrets: stackSecrets(stateDir), settings, databaseUrl: SUPABASE_DB_URL },
    ...{ apiUrl: SUPABASE_URL, sandboxUrl: SANDBOX_URL, appUrl: APP_URL },
  })
  return {
    ...{ name: `the ${running.stack} stack here`, env, databaseUrl: SUPABASE_DB_URL },
    ...{ url: SUPABASE_URL, publishableKey: SUPABASE_PUBLISHABLE_KEY, isLocal: true },
  }
}

/** What the platform gives every function there. Here they are only asked to be set: one.deno.ts answers for the database. */
const platform = (functionsUrl = '') => ({
  SUPABASE_URL: URL.canParse(functionsUrl) ? new URL(functionsUrl).origin : 'http://project.invalid',
  SUPABASE_SERVICE_ROLE_KEY: 'answered-from-here',
})
