import { sentenceFor } from '../../lib/failure.ts'
import { FunctionFailure } from '../../lib/functions.ts'
import { waitText } from './pending-code.ts'

/** The function's own sentence, and where it helps, how long to wait or how often to try. */
export function phoneSentence(error: unknown): string {
  if (!(error instanceof FunctionFailure)) return sentenceFor(error)
  if (error.code === 'too_many_codes' && error.retryAfterS !== undefined)
    return `You can ask for another code in ${waitText(error.retryAfterS)}.`
  if (error.code === 'code_wrong' && error.checksLeft !== undefined)
    return error.checksLeft === 0
      ? 'This is not the code we sent. Ask for a new one.'
      : `This is not the code we sent. ${error.checksLeft === 1 ? 'One try is' : `${error.checksLeft} tries are`} left.`
  return error.message
}

/** "+44 ••• 901", from the server's "+44***901". */
export const maskedText = (masked: string): string => masked.replace('***', ' ••• ')
/** For those who hear it: dots say nothing. */
export const spokenNumber = (masked: string): string =>
  `number ending in ${masked.slice(-3).split('').join(' ')}`
