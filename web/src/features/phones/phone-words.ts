import { sentenceFor } from '../../lib/failure.ts'
import { FunctionFailure } from '../../lib/functions.ts'
import { waitText } from './pending-code.ts'
import { phonesWords } from './words.ts'

/** The sentence for a code word, and where it helps, how long to wait or how often to try. */
export function phoneSentence(error: unknown): string {
  const words = phonesWords.now()
  if (!(error instanceof FunctionFailure)) return sentenceFor(error)
  if (error.code === 'too_many_codes' && error.retryAfterS !== undefined)
    return words.anotherCodeIn(waitText(error.retryAfterS))
  if (error.code === 'code_wrong' && error.checksLeft !== undefined)
    return error.checksLeft === 0 ? words.codeWrong : words.triesLeft(error.checksLeft)
  return sentenceFor(error)
}

/** "+44 ••• 901", from the server's "+44***901". */
export const maskedText = (masked: string): string => masked.replace('***', ' ••• ')
/** The same inside a sentence of either direction, on one line. */
export const isolatedNumber = (masked: string): string =>
  `\u2066${maskedText(masked).replaceAll(' ', '\u00a0')}\u2069`
/** "9 0 1", for those who hear it: dots say nothing. */
export const spokenEnding = (masked: string): string => masked.slice(-3).split('').join(' ')
