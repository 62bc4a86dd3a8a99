import { makeWords } from '../../lib/words.ts'

const en = {
  email: 'Email',
  password: 'Password',
  passwordHint: 'At least 8 characters.',
  language: 'Language',
  offline: 'You are offline. Signing in needs a connection.',
  backToSignIn: 'Back to sign in',
  lookInEmail: 'Look in your email',
  signIn: {
    title: 'Sign in',
    intro: 'Follow your orders and talk to the people who bring them.',
    submit: 'Sign in',
    newHere: 'New here?',
    signUp: 'Create an account',
    forgot: 'Forgot your password?',
  },
  signUp: {
    title: 'Create an account',
    intro: 'You need it to place an order and to be told about it.',
    name: 'Name',
    nameHint: 'What the person who brings your order sees.',
    submit: 'Sign up',
    hasAccount: 'You have an account?',
    signIn: 'Go to sign in',
    confirm: (email: string) => `Open the link we sent to ${email}, then you are signed in.`,
  },
  reset: {
    title: 'Reset your password',
    intro: 'We send you a link to choose a new one.',
    submit: 'Send the link',
    sent: (email: string) => `If ${email} has an account, a link to choose a new password is on its way.`,
  },
  renew: {
    title: 'Choose a new password',
    password: 'New password',
    submit: 'Save and continue',
    expired: 'This link has expired',
    expiredDetail: 'A link works once, for an hour, in the browser that asked for it.',
    askAgain: 'Ask for a new link',
  },
  missing: { name: 'Write your name.', email: 'Write your email.', password: 'Write your password.' },
  refusals: {
    credentials: 'Email or password is not right.',
    taken: 'There is already an account with this email. Sign in instead.',
    weakPassword: 'Choose a longer password: at least 8 characters.',
    samePassword: 'Choose a password you have not used here before.',
    notAnAddress: 'This is not an email address.',
    unconfirmed: 'Open the link we sent to your e-mail first.',
    tooOften: 'That was too often. Wait a minute and try again.',
    mailTooSoon: 'We have just sent you a mail. Wait a minute before asking for another.',
    closed: 'New accounts are not taken at the moment.',
  },
}
export type Words = typeof en
export const authWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
