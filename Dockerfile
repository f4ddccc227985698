# The image of the twin's nodes, and of the program itself: mvn -B package -Dmaven.test.skip=true && docker build -t drillmaster .
# Any base with a JRE of 17 or later will do: --build-arg BASE=...
ARG BASE=eclipse-temurin:17-jre
FROM ${BASE}
# Without Gatling's charts, whose licence does not allow it to be passed on (.dockerignore): load is made outside.
COPY target/drillmaster.jar /drillmaster/
COPY target/lib /drillmaster/lib
ENTRYPOINT ["java", "-jar", "/drillmaster/drillmaster.jar"]
