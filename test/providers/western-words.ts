// What most vendors hear in the same words; `{name}` stands for a value of the run.

/** The content type of a form, as the program writes it. */
export const form = 'application/x-www-form-urlencoded;charset=UTF-8'
export const request = 'response_type=code&client_id={id}&redirect_uri={redirect}'
export const pkce = 'code_challenge={challenge}&code_challenge_method=S256'
/** The token request of a client with PKCE, without its authentication. */
export const grant = 'redirect_uri={redirect}&code={code}&code_verifier={verifier}&grant_type=authorization_code'
/** The same where the vendor does not know PKCE. */
export const bareGrant = 'redirect_uri={redirect}&code={code}&grant_type=authorization_code'
export const again = 'refresh_token={refresh}&grant_type=refresh_token'
export const posted = 'client_id={id}&client_secret={secret}'
