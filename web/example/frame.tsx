import type { ReactNode } from 'react'
import { supabase, useSession } from '../src/index.ts'
import { SignIn } from './sign-in.tsx'

/** What this shop looks like; none of it is Orderline's. */
export function Frame({ bell, children }: { bell: ReactNode; children: ReactNode }) {
  const { session, isLoading } = useSession()
  return (
    <>
      <header className="shop-header">
        <h1>Bright Pharmacy</h1>
        <nav aria-label="Shop">
          <a href="#inbox">Your news</a>
          {bell}
          {session && (
            <button type="button" onClick={() => supabase.auth.signOut()}>
              Leave
            </button>
          )}
        </nav>
      </header>
      <main className="shop-main">{session ? children : !isLoading && <SignIn />}</main>
    </>
  )
}
