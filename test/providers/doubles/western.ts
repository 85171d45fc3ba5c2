import { apple } from './apple.ts'
import { atlassian } from './atlassian.ts'
import { auth0 } from './auth0.ts'
import { bitbucket } from './bitbucket.ts'
import { cognito } from './cognito.ts'
import { discord } from './discord.ts'
import { dropbox } from './dropbox.ts'
import { facebook } from './facebook.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { google } from './google.ts'
import { hubspot } from './hubspot.ts'
import { keycloak } from './keycloak.ts'
import { line } from './line.ts'
import { linkedin } from './linkedin.ts'
import { microsoft } from './microsoft.ts'
import { notion } from './notion.ts'
import { okta } from './okta.ts'
import { reddit } from './reddit.ts'
import { salesforce } from './salesforce.ts'
import { slack } from './slack.ts'
import { spotify } from './spotify.ts'
import { twitch } from './twitch.ts'
import { x } from './x.ts'
import { yahoo } from './yahoo.ts'
import { zoom } from './zoom.ts'
import { startVendor, type VendorDouble } from '../../support/vendor-double.ts'
import { playStandard, type Facts, type Place } from './standard.ts'

/** The vendors that speak the authorization code grant nearly as the standard has it, each as its own facts. */
export const westernVendors = {
  google, github, gitlab, microsoft, apple, auth0, okta, keycloak, cognito, slack, discord, facebook, x,
  linkedin, twitch, spotify, dropbox, notion, reddit, zoom, bitbucket, atlassian, salesforce, hubspot, yahoo,
  line,
} satisfies Record<string, (place: Place) => Facts>

export type WesternVendor = keyof typeof westernVendors

/** Starts that vendor's double with these redirect URIs registered. */
export async function startWestern(
  name: WesternVendor, registered: readonly string[],
): Promise<VendorDouble & { facts: Facts }> {
  let facts: Facts | undefined
  const double = await startVendor((origin) => {
    facts = westernVendors[name]({ origin, registered })
    return playStandard(facts, { origin, registered })
  })
  return { ...double, facts: facts as Facts }
}
