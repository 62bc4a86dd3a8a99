import { Component, type ReactNode } from 'react'
import { sentenceFor } from '../lib/failure.ts'
import { forgetKept } from '../lib/kept-cache.ts'
import { ErrorState } from '../ui/states.tsx'
import { appWords } from './words.ts'

/** Catches what a part of the page throws; the rest of the page lives on. `resetKey` gives it another try, as a new address does. */
export class ErrorBoundary extends Component<{ children: ReactNode; resetKey?: string }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidCatch() {
    // what the device kept may be what it stumbled over, and would be again after a reload
    void forgetKept()
  }

  override componentDidUpdate(previous: { resetKey?: string }) {
    if (this.state.error && previous.resetKey !== this.props.resetKey) this.setState({ error: null })
  }

  override render() {
    if (!this.state.error) return this.props.children
    return (
      <ErrorState
        title={appWords.now().broken}
        detail={sentenceFor(this.state.error)}
        onRetry={() => this.setState({ error: null })}
      />
    )
  }
}
