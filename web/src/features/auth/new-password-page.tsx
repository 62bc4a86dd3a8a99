import { Link, Navigate, useNavigate } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { useSession } from '../../lib/session.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { setPassword } from './account.ts'
import { AuthFrame, FormError } from './auth-frame.tsx'
import { useSubmit } from './use-submit.ts'

/** Where the link of the password mail leads: it has signed the person in, so that they can choose a new one. */
export function NewPasswordPage() {
  const { session, isLoading } = useSession()
  const navigate = useNavigate()
  const { submit, sentence, isBusy } = useSubmit(async (field) => {
    const refused = await setPassword(field('password'))
    if (!refused) navigate(paths.orders, { replace: true })
    return refused
  })
  if (isLoading) return null
  if (!session && !window.location.search && !window.location.hash)
    return <Navigate to={paths.signIn} replace />
  if (!session) {
    return (
      <AuthFrame
        title="This link has expired"
        intro="A link works once, for an hour, in the browser that asked for it."
      >
        <Link to={paths.resetPassword} className="font-medium text-accent">
          Ask for a new link
        </Link>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title="Choose a new password">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={8}
          required
          hint="At least 8 characters."
        />
        <FormError sentence={sentence} />
        <Button type="submit" size="large" isBusy={isBusy}>
          Save and continue
        </Button>
      </form>
    </AuthFrame>
  )
}
