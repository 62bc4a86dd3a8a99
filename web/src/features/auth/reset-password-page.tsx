import { useState } from 'react'
import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { requestReset } from './account.ts'
import { AuthFrame, FormError } from './auth-frame.tsx'
import { useSubmit } from './use-submit.ts'

export function ResetPasswordPage() {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { submit, sentence, isBusy } = useSubmit(async (field) => {
    const email = field('email').trim()
    const refused = await requestReset(email)
    if (!refused) setSentTo(email)
    return refused
  })
  return (
    <AuthFrame
      title={sentTo ? 'Look in your email' : 'Reset your password'}
      intro={
        sentTo
          ? `If ${sentTo} has an account, a link to choose a new password is on its way.`
          : 'We send you a link to choose a new one.'
      }
    >
      {!sentTo && (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <TextField label="Email" name="email" type="email" autoComplete="username" required />
          <FormError sentence={sentence} />
          <Button type="submit" size="large" isBusy={isBusy}>
            Send the link
          </Button>
        </form>
      )}
      <Link
        to={paths.signIn}
        className="self-start font-medium text-accent underline-offset-4 hover:underline"
      >
        Back to sign in
      </Link>
    </AuthFrame>
  )
}
