import { failureOf } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import { supabase } from '../../lib/supabase.ts'

type AuthError = { message: string; code?: string | undefined; status?: number | undefined }

const sentences: Record<string, string> = {
  invalid_credentials: 'Email or password is not right.',
  user_already_exists: 'There is already an account with this email. Sign in instead.',
  email_exists: 'There is already an account with this email. Sign in instead.',
  weak_password: 'Choose a longer password: at least 8 characters.',
  same_password: 'Choose a password you have not used here before.',
  email_address_invalid: 'This is not an email address.',
  validation_failed: 'This is not an email address.',
  email_not_confirmed: 'Open the link we sent to your e-mail first.',
  over_request_rate_limit: 'That was too often. Wait a minute and try again.',
  over_email_send_rate_limit: 'We have just sent you a mail. Wait a minute before asking for another.',
  signup_disabled: 'New accounts are not taken at the moment.',
}

/** The plain sentence for an error of Supabase Auth, or null when there is none. */
export function authSentence(error: AuthError | null): string | null {
  if (!error) return null
  const known = sentences[error.code ?? '']
  if (known) return known
  // older servers send a text without a code
  if (/invalid login credentials/i.test(error.message)) return sentences.invalid_credentials ?? null
  return failureOf({ data: null, error, status: error.status ?? 0 })?.message ?? null
}

/** Returns what to tell the person, or null when it worked. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const { error } = await supabase.auth.signInWithPassword({ email, password })
  return authSentence(error)
}

/** `isConfirming` when a mail must be answered before the account works. */
export async function signUp(name: string, email: string, password: string) {
  const { data, error } = await supabase.auth.signUp({
    email,
    password,
    options: { data: { name }, emailRedirectTo: window.location.origin },
  })
  return { sentence: authSentence(error), isConfirming: !error && !data.session }
}

/** Leaves on this device only: the other devices stay signed in. */
export async function signOut(): Promise<void> {
  await supabase.auth.signOut({ scope: 'local' })
}

/** Sends the mail with the link; says the same whether or not there is such an account. */
export async function requestReset(email: string): Promise<string | null> {
  const { error } = await supabase.auth.resetPasswordForEmail(email, {
    redirectTo: window.location.origin + paths.newPassword,
  })
  return authSentence(error)
}

export async function setPassword(password: string): Promise<string | null> {
  const { error } = await supabase.auth.updateUser({ password })
  return authSentence(error)
}
