export type MailKind = 'signup' | 'recovery' | 'magiclink' | 'email_change' | 'invite'
export type Mail = { to: string; kind: MailKind; code: string; link: string }

const words: Record<MailKind, { subject: string; sentence: string; action: string }> = {
  signup: {
    subject: 'Confirm your signup',
    sentence: 'Follow this link to confirm your account:',
    action: 'Confirm your email',
  },
  invite: {
    subject: 'You have been invited',
    sentence: 'Follow this link to accept the invitation:',
    action: 'Accept the invite',
  },
  magiclink: { subject: 'Your magic link', sentence: 'Follow this link to sign in:', action: 'Sign in' },
  recovery: {
    subject: 'Reset your password',
    sentence: 'Follow this link to choose a new password:',
    action: 'Reset password',
  },
  email_change: {
    subject: 'Confirm your new email',
    sentence: 'Follow this link to confirm the change of your email:',
    action: 'Change email',
  },
}

/**
 * Sends Auth's mails to an address that takes them in Resend's shape. A mail that cannot be sent is a failure of the
 * request, as on hosted. Without an address the link goes to the log.
 */
export function createMailer(mailUrl: string | undefined, log: (line: string) => void) {
  return async ({ to, kind, code, link }: Mail): Promise<void> => {
    const { subject, sentence, action } = words[kind]
    if (!mailUrl) return log(`Auth: mail to ${to}: ${subject}: ${link} (code ${code})`)
    const escaped = link.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
    const response = await fetch(mailUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer local' },
      body: JSON.stringify({
        from: 'Auth <noreply@mail.app.supabase.io>',
        to: [to],
        subject,
        html: `<h2>${subject}</h2><p>${sentence}</p><p><a href="${escaped}">${action}</a></p><p>Or enter this code: ${code}</p>`,
        text: `${sentence}\n\n${link}\n\nOr enter this code: ${code}\n`,
      }),
      signal: AbortSignal.timeout(5000),
    })
    if (!response.ok) throw new Error(`mail was refused with ${response.status}`)
  }
}
export type SendMail = ReturnType<typeof createMailer>
