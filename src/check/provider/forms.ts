import type { Purpose } from '../../wire.ts'
import type { Broken } from './session.ts'

/** Breaks the form of one kind of message, once the step has built it. */
export function inForm(purpose: Purpose, change: (form: URLSearchParams) => void): Broken {
  return {
    send: next => async (request) => {
      if (request.purpose !== purpose || request.body === undefined) return next(request)
      const form = new URLSearchParams(request.body)
      change(form)
      return next({ ...request, body: form.toString() })
    },
  }
}
