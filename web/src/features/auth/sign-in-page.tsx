import { Link, Navigate, useLocation } from 'react-router'
import { nextPath, paths } from '../../lib/paths.ts'
import { useSession } from '../../lib/session.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { signIn } from './account.ts'
import { AuthFrame, FormError } from './auth-frame.tsx'
import { EmailField } from './email-field.tsx'
import { useSubmit } from './use-submit.ts'
import { authWords } from './words.ts'

const linkClasses = 'font-medium text-accent underline-offset-4 hover:underline'

export function SignInPage() {
  const words = authWords.use()
  const { session } = useSession()
  const { search } = useLocation()
  const { submit, sentence, mistakeAt, isBusy } = useSubmit((field) =>
    signIn(field('email').trim(), field('password')),
  )
  if (session) return <Navigate to={nextPath(search)} replace />
  return (
    <AuthFrame title={words.signIn.title} intro={words.signIn.intro}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <EmailField error={mistakeAt('email')} />
        <TextField
          label={words.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={mistakeAt('password')}
        />
        <FormError sentence={sentence} />
        <Button type="submit" size="large" isBusy={isBusy}>
          {words.signIn.submit}
        </Button>
      </form>
      <p className="flex flex-wrap justify-between gap-x-6 gap-y-3 text-ink-soft">
        <span>
          {words.signIn.newHere}{' '}
          <Link to={paths.signUp + search} className={linkClasses}>
            {words.signIn.signUp}
          </Link>
        </span>
        <Link to={paths.resetPassword} className={linkClasses}>
          {words.signIn.forgot}
        </Link>
      </p>
    </AuthFrame>
  )
}
