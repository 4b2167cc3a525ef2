git init -q
mkdir -p ~/.config/gcloud/configurations
printf '[core]\nproject = rsvp-app\n' > ~/.config/gcloud/configurations/config_default
