// Jenkinsfile: the plugin "OpenID Connect Provider" signs a token for the build; the credential "job-oidc" is of its kind "OpenID Connect id token as file",
// with the audience https://issuer.example. The provider trusts Jenkins as an issuer. There is no secret anywhere.
pipeline {
  agent any
  environment {
    OAUTH_WALK_ISSUER = 'https://issuer.example'
    OAUTH_WALK_CLIENT_ID = 'deploy'
    OAUTH_WALK_SCOPE = 'deploy'
  }
  stages {
    stage('deploy') {
      steps {
        withCredentials([file(credentialsId: 'job-oidc', variable: 'OIDC_TOKEN_FILE')]) {
          sh '''
            set +x
            npm install --prefix "$WORKSPACE_TMP/oauth-walk" --no-save --ignore-scripts oauth-walk@^0.1.0
            PATH="$WORKSPACE_TMP/oauth-walk/node_modules/.bin:$PATH"
            OAUTH_WALK_ACCESS_TOKEN=$(oauth-walk token client-credentials --client-assertion-from "file:$OIDC_TOKEN_FILE" --quiet)
            export OAUTH_WALK_ACCESS_TOKEN
            ./deploy.sh
          '''
        }
      }
    }
  }
}
