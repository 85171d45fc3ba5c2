export const enDoctorHelp: Record<string, string> = {
  doctor: 'what here, or at the provider, would keep a login from working; nobody signs in',
  'doctor.target': 'sandbox, preset, issuer or profile, as for login; without one, this machine only',
  '--bundle': 'write all that was seen into a file for a ticket, secrets replaced',
  'doctor.examples': `  oauth-walk doctor                      this machine: browser, port, proxy
  oauth-walk doctor https://ISSUER --client-id ID
                                         and the provider: metadata, keys
  oauth-walk doctor github --bundle ticket.json
                                         a file for a ticket`,
}
