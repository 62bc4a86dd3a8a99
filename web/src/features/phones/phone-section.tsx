import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { useMyId } from '../../lib/session.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { showToast } from '../../ui/toast.tsx'
import { CodeForm } from './code-form.tsx'
import { NumberForm } from './number-form.tsx'
import { keepPending, type PendingCode, readPending } from './pending-code.ts'
import { type NewNumber, type Phone, sendCode, usePhones } from './phones-query.ts'
import { ProvenPhone } from './proven-phone.tsx'
import { phonesWords } from './words.ts'

function PhoneSkeleton() {
  return (
    <Waiting label={phonesWords.use().loading}>
      <div className="mt-4 flex items-center justify-between gap-4">
        <span className="flex flex-col gap-1.5">
          <Skeleton className="h-5 w-32" />
          <Skeleton className="h-4 w-20" />
        </span>
        <Skeleton className="h-11 w-44" />
      </div>
    </Waiting>
  )
}

/** From a number to a proven one: which step is shown, and what is kept between them. */
function Steps({ phone }: { phone: Phone | undefined }) {
  const me = useMyId()
  const [pending, setPending] = useState<PendingCode | null>(() => readPending(me))
  const [isChanging, setChanging] = useState(false)
  const wait = (next: PendingCode | null) => {
    keepPending(me, next)
    setPending(next)
  }
  const sent = (said: Awaited<ReturnType<typeof sendCode>>, asked: NewNumber) => {
    const now = Date.now()
    wait({
      ...asked,
      masked: said.masked,
      resendAt: now + said.resend_after_s * 1000,
      expiresAt: now + said.expires_in_s * 1000,
    })
  }
  if (pending)
    return (
      <CodeForm
        pending={pending}
        onProven={() => {
          wait(null)
          setChanging(false)
          showToast(phonesWords.now().isVerified)
        }}
        onAgain={async () => sent(await sendCode(pending), pending)}
        onOther={() => {
          wait(null)
          setChanging(phone !== undefined)
        }}
      />
    )
  if (phone && !isChanging) return <ProvenPhone phone={phone} onChange={() => setChanging(true)} />
  return <NumberForm onSent={sent} {...(phone && { onCancel: () => setChanging(false) })} />
}

/** The number for SMS, and whether it is proven. */
export function PhoneSection() {
  const words = phonesWords.use()
  const isOnline = useOnline()
  const { data: phones, error, isPending, refetch } = usePhones()
  return (
    <Section id="phone" title={words.title} detail={words.detail}>
      {phones && <Steps phone={phones[0]} />}
      {!phones && !isOnline && <EmptyState title={words.noNetwork} />}
      {!phones && isOnline && isPending && !error && <PhoneSkeleton />}
      {!phones && isOnline && error && (
        <ErrorState title={words.notLoaded} detail={sentenceFor(error)} onRetry={() => void refetch()} />
      )}
    </Section>
  )
}
