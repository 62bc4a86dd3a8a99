import { Link, Navigate, useNavigate } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { useSession } from '../../lib/session.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { setPassword } from './account.ts'
import { AuthFrame, FormError } from './auth-frame.tsx'
import { useSubmit } from './use-submit.ts'
import { authWords } from './words.ts'

/** Where the link of the password mail leads: it has signed the person in, so that they can choose a new one. */
export function NewPasswordPage() {
  const words = authWords.use()
  const { session, isLoading } = useSession()
  const navigate = useNavigate()
  const { submit, sentence, mistakeAt, isBusy } = useSubmit(async (field) => {
    const refused = await setPassword(field('password'))
    if (!refused) navigate(paths.orders, { replace: true })
    return refused
  })
  if (isLoading) return null
  if (!session && !window.location.search && !window.location.hash)
    return <Navigate to={paths.signIn} replace />
  if (!session) {
    return (
      <AuthFrame title={words.renew.expired} intro={words.renew.expiredDetail}>
        <Link to={paths.resetPassword} className="font-medium text-accent">
          {words.renew.askAgain}
        </Link>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title={words.renew.title}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextField
          label={words.renew.password}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={8}
          required
          error={mistakeAt('password')}
          hint={words.passwordHint}
        />
        <FormError sentence={sentence} />
        <Button type="submit" size="large" isBusy={isBusy}>
          {words.renew.submit}
        </Button>
      </form>
    </AuthFrame>
  )
}
