# The program itself knows its commands and options.
complete -c streamshield -a '(streamshield "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
