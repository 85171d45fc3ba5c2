/** JWTs that are shown taken apart: those that the client makes for a request, and those that it gets. */
export type DecodedToken = 'id_token' | 'client_assertion' | 'dpop_proof' | 'request_object' | 'authorization_response'
  | 'assertion' | 'subject_token' | 'id_jag'
