import { demoPassword, demoPeople } from '../demo-phone.ts'
import type { StackEnv } from '../state.ts'

/** What a person wants to know about a stack that runs. */
export function report(env: StackEnv, hasApp: boolean): string {
  const people = demoPeople.map(({ email, role }) => `${email} (${role})`).join(', ')
  return [
    '',
    ...(hasApp ? [`  App       ${env.APP_URL}`] : []),
    `  API       ${env.SUPABASE_URL}`,
    `  Database  ${env.SUPABASE_DB_URL}`,
    `  Sandbox   ${env.SANDBOX_URL}   every SMS, push and mail that was sent`,
    '',
    `  Sign in as ${people}; the password is ${demoPassword}.`,
    '',
  ].join('\n')
}
