/* global FACTS, document */
import '@angular/compiler'
import { Component, inject, provideZonelessChangeDetection, signal } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { provideHttpClient } from '@angular/common/http'
import { provideRouter } from '@angular/router'
import { LogLevel, OidcSecurityService, provideAuth } from 'angular-auth-oidc-client'

class App {
  oidc = inject(OidcSecurityService)
  isDone = signal(false)
  constructor() { this.oidc.checkAuth().subscribe(({ isAuthenticated }) => this.isDone.set(isAuthenticated)) }
  login() { this.oidc.authorize() }
}
const template = '@if (isDone()) { <p id="done">Hello</p> } @else { <button id="login" (click)="login()">Log in</button> }'
const Root = Component({ selector: 'app-root', template })(App) ?? App

void bootstrapApplication(Root, {
  providers: [provideZonelessChangeDetection(), provideHttpClient(), provideRouter([]), provideAuth({ config: {
    authority: FACTS.issuer, clientId: FACTS.clientId, redirectUrl: FACTS.redirectUri, postLogoutRedirectUri: FACTS.origin, scope: 'openid profile', responseType: 'code',
    silentRenew: false, logLevel: LogLevel.Error,
  } })],
}).catch((error) => { document.getElementById('root').textContent = String(error) })
