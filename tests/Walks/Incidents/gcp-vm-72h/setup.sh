git init -q
mkdir -p ~/.config/gcloud/configurations
printf '[core]\nproject = training-lab\n' > ~/.config/gcloud/configurations/config_default
