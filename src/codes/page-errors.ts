/** Errors by which a provider says that somebody must see a page first (OpenID Connect Core 1.0, section 3.1.2.6). */
export const pageErrors: readonly string[] = [
  'login_required', 'interaction_required', 'consent_required', 'account_selection_required',
]
