type Text
  = | 'client_name' | 'client_uri' | 'logo_uri' | 'policy_uri' | 'tos_uri' | 'initiate_login_uri' | 'scope'
    | 'software_id' | 'software_version' | 'token_endpoint_auth_method' | 'token_endpoint_auth_signing_alg' | 'jwks_uri'
    | 'sector_identifier_uri' | 'authorization_signed_response_alg' | 'authorization_encrypted_response_alg'
    | 'authorization_encrypted_response_enc' | 'backchannel_logout_uri' | 'id_token_signed_response_alg'
    | 'id_token_encrypted_response_alg' | 'id_token_encrypted_response_enc' | 'introspection_signed_response_alg'
    | 'introspection_encrypted_response_alg' | 'introspection_encrypted_response_enc' | 'request_object_signing_alg'
    | 'request_object_encryption_alg' | 'request_object_encryption_enc' | 'userinfo_signed_response_alg'
    | 'userinfo_encrypted_response_alg' | 'userinfo_encrypted_response_enc' | 'tls_client_auth_subject_dn'
    | 'tls_client_auth_san_dns' | 'tls_client_auth_san_email' | 'tls_client_auth_san_ip' | 'tls_client_auth_san_uri'
type List = 'contacts' | 'default_acr_values' | 'grant_types' | 'response_types' | 'response_modes'
  | 'authorization_details_types'
type Switch
  = | 'backchannel_logout_session_required' | 'dpop_bound_access_tokens' | 'require_auth_time'
    | 'require_pushed_authorization_requests'
    | 'require_signed_request_object' | 'tls_client_certificate_bound_access_tokens' | 'use_mtls_endpoint_aliases'
type Count = 'default_max_age' | 'client_id_issued_at' | 'client_secret_expires_at'
/** What may be said in several languages, as `client_name#fr` (RFC 7591, section 2.2). */
export type Localized = 'client_name' | 'client_uri' | 'logo_uri' | 'policy_uri' | 'tos_uri'

/** The metadata of clients (RFC 7591 and its extensions) by the kinds of its values; the schema lists the same. */
export type ClientMetadata = Partial<Record<Text, string> & Record<List, string[]> & Record<Switch, boolean>
  & Record<Count, number>>
